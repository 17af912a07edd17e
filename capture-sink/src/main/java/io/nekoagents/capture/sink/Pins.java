package io.nekoagents.capture.sink;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** The first offset of each partition that must not be committed yet, since what begins there is in no dataset. For one thread. */
final class Pins {

    private final Map<TopicPartition, Long> first = new HashMap<>();
    private Instant oldest = Instant.MAX;

    void add(Origin origin) {
        first.merge(origin.partition(), origin.offset(), Math::min);
        oldest = earlier(oldest, origin.told());
    }

    void addAll(Pins others) {
        others.first.forEach((partition, offset) -> first.merge(partition, offset, Math::min));
        oldest = earlier(oldest, others.oldest);
    }

    void clear() {
        first.clear();
        oldest = Instant.MAX;
    }

    boolean isEmpty() {
        return first.isEmpty();
    }

    /** The offset, or the one that is pinned before it. */
    long holdBack(TopicPartition partition, long offset) {
        return Math.min(offset, first.getOrDefault(partition, offset));
    }

    /** When the log was told of the first of them. */
    Instant oldest() {
        return oldest;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
