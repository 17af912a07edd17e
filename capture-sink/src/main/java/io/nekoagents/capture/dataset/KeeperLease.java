package io.nekoagents.capture.dataset;

import io.nekoagents.schema.connect.KafkaConnection;
import io.nekoagents.schema.topic.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Which instance keeps the indexes: the member of a group that is given the one partition of {@code capture.shards.v1}. It
 * reads nothing through it. Two may believe it for a while, when one was stopped and woke up; see the package. For one
 * thread.
 */
final class KeeperLease implements AutoCloseable {

    static final String GROUP = "neko-capture-datasets";

    private final KafkaConsumer<byte[], byte[]> member;
    private boolean held;

    KeeperLease(KafkaConnection connection, String protocol, String sinkId) {
        Map<String, Object> config = new HashMap<>(connection.client("neko-capture-keeper-" + sinkId));
        config.put("group.id", GROUP);
        config.put("group.protocol", protocol);
        config.put("enable.auto.commit", false);
        config.put("auto.offset.reset", "latest");
        this.member = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        member.subscribe(List.of(Topics.CAPTURE_SHARDS.name()), new Held());
    }

    /** Whether this instance is the one; waits that long for news. */
    boolean held(Duration wait) {
        member.pause(member.assignment());
        member.poll(wait);
        return held;
    }

    void wakeUp() {
        member.wakeup();
    }

    @Override
    public void close() {
        member.close();
    }

    private final class Held implements ConsumerRebalanceListener {

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            member.pause(partitions);
            held = held || !partitions.isEmpty();
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            held = held && partitions.isEmpty();
        }
    }
}
