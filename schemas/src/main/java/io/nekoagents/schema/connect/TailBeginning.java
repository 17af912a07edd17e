package io.nekoagents.schema.connect;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Where in its partitions a tail begins to read. */
@FunctionalInterface
public interface TailBeginning {

    /** All that is there. */
    TailBeginning FIRST = (consumer, partitions) -> consumer.beginningOffsets(partitions);

    /** Only what is new. */
    TailBeginning END = (consumer, partitions) -> consumer.endOffsets(partitions);

    Map<TopicPartition, Long> offsets(Consumer<?, ?> consumer, Collection<TopicPartition> partitions);

    /** What was written from a moment on. */
    static TailBeginning since(Instant moment) {
        return (consumer, partitions) -> {
            Map<TopicPartition, Long> times = new HashMap<>();
            partitions.forEach(partition -> times.put(partition, moment.toEpochMilli()));
            Map<TopicPartition, Long> offsets = new HashMap<>(consumer.endOffsets(partitions));
            consumer.offsetsForTimes(times).forEach((partition, found) -> {
                if (found != null) {
                    offsets.put(partition, found.offset());
                }
            });
            return offsets;
        };
    }
}
