package io.nekoagents.ingest.view;

import io.nekoagents.schema.topic.Topic.Layout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;

/**
 * Where in the view's topics the records of a task are.
 *
 * @param count partitions of each topic that is split by task
 */
record Partitions(int count) {

    /** The partition that Kafka's default partitioner gives a task's records. */
    int of(String taskId) {
        return Utils.toPositive(Utils.murmur2(taskId.getBytes(StandardCharsets.UTF_8))) % count;
    }

    TopicPartition of(Source source, String taskId) {
        return new TopicPartition(source.topic().name(), of(taskId));
    }

    List<TopicPartition> all() {
        List<TopicPartition> all = new ArrayList<>();
        for (Source source : Source.values()) {
            int partitions = source.topic().layout() == Layout.SINGLE ? 1 : count;
            for (int i = 0; i < partitions; i++) {
                all.add(new TopicPartition(source.topic().name(), i));
            }
        }
        return all;
    }
}
