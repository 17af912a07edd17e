package io.nekoagents.local.replay;

import static java.util.Objects.requireNonNull;

import io.nekoagents.schema.connect.KafkaConnection;
import io.nekoagents.schema.topic.Topic;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteBufferDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * One partition of several topics that are split alike, as one history: by time, then by the order of the topics, then as
 * they stand in the log. Reads ahead only so far.
 */
final class PartitionHistory implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMillis(200);
    private static final int MOST_AHEAD = 20_000;

    /**
     * Clocks differ, and what is late stands behind what is early: so far behind the end of the span it is looked for. A
     * broker takes records that are an hour ahead of it ({@code message.timestamp.after.max.ms}).
     */
    private static final Duration DISORDER = Duration.ofMinutes(70);

    /** Else it waits for what it has asked the broker for, and no longer wants. */
    private static final CloseOptions AT_ONCE = CloseOptions.timeout(Duration.ZERO);

    private final Span span;
    private final KafkaConsumer<ByteBuffer, ByteBuffer> consumer;
    private final List<Lane> lanes = new ArrayList<>();
    private int topic;
    private @Nullable ConsumerRecord<ByteBuffer, ByteBuffer> record;

    /** One topic's records, as far as they were read. */
    private static final class Lane {

        private final TopicPartition partition;
        private final int topic;
        private final long end;
        private final Deque<ConsumerRecord<ByteBuffer, ByteBuffer>> ahead = new ArrayDeque<>();
        private boolean exhausted;

        private Lane(TopicPartition partition, int topic, long end) {
            this.partition = partition;
            this.topic = topic;
            this.end = end;
        }

        private boolean isMissing() {
            return ahead.isEmpty() && !exhausted;
        }

        private boolean isBefore(@Nullable Lane other) {
            return other == null
                    || ahead.getFirst().timestamp() < other.ahead.getFirst().timestamp();
        }
    }

    PartitionHistory(KafkaConnection connection, List<? extends Topic<?>> topics, int partition, Span span) {
        this.span = span;
        Map<String, Object> config = Replay.reading(connection, "neko-replay-" + partition);
        config.put("max.poll.records", MOST_AHEAD / 2);
        config.put("enable.auto.commit", false);
        // What leaves the log while it is read must not be passed over in silence.
        config.put("auto.offset.reset", "none");
        this.consumer = new KafkaConsumer<>(config, new ByteBufferDeserializer(), new ByteBufferDeserializer());
        try {
            seek(topics.stream()
                    .map(topic -> new TopicPartition(topic.name(), partition))
                    .toList());
        } catch (RuntimeException e) { // whatever it was, the consumer must not outlive it
            close();
            throw e;
        }
    }

    private void seek(List<TopicPartition> partitions) {
        consumer.assign(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<TopicPartition, OffsetAndTimestamp> first =
                consumer.offsetsForTimes(each(partitions, span.from().toEpochMilli()));
        Map<TopicPartition, OffsetAndTimestamp> last = consumer.offsetsForTimes(
                each(partitions, span.to().plus(DISORDER).toEpochMilli()));
        for (int i = 0; i < partitions.size(); i++) {
            TopicPartition partition = partitions.get(i);
            long end = offset(last.get(partition), requireNonNull(ends.get(partition)));
            Lane lane = new Lane(partition, i, end);
            consumer.seek(partition, offset(first.get(partition), end));
            lanes.add(lane);
        }
        lanes.forEach(this::noteExhaustion);
    }

    private static Map<TopicPartition, Long> each(List<TopicPartition> partitions, long timestamp) {
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, timestamp));
        return times;
    }

    private static long offset(@Nullable OffsetAndTimestamp found, long otherwise) {
        return found == null ? otherwise : found.offset();
    }

    /** Goes to the next record; false at the end of the span. What is earliest is only known when each lane shows its own. */
    boolean advance() {
        Lane earliest = null;
        for (Lane lane : lanes) {
            while (lane.isMissing()) {
                read();
            }
        }
        for (Lane lane : lanes) {
            if (!lane.ahead.isEmpty() && lane.isBefore(earliest)) {
                earliest = lane;
            }
        }
        if (earliest == null) {
            return false;
        }
        topic = earliest.topic;
        record = earliest.ahead.removeFirst();
        return true;
    }

    /** The topic that it is of: its place in the list. */
    int topic() {
        return topic;
    }

    /** Not yet decoded: pieces of what was fetched. */
    ConsumerRecord<ByteBuffer, ByteBuffer> record() {
        return requireNonNull(record, "there is none before the first");
    }

    private void read() {
        for (Lane lane : lanes) {
            if (lane.exhausted || lane.ahead.size() >= MOST_AHEAD) {
                consumer.pause(List.of(lane.partition));
            } else {
                consumer.resume(List.of(lane.partition));
            }
        }
        var records = consumer.poll(PATIENCE);
        for (Lane lane : lanes) {
            for (ConsumerRecord<ByteBuffer, ByteBuffer> record : records.records(lane.partition)) {
                if (record.offset() < lane.end && record.key() != null && span.contains(record.timestamp())) {
                    lane.ahead.add(record);
                }
            }
            noteExhaustion(lane);
        }
    }

    /** By the position, not by the last record: a transaction's marker takes an offset, too. */
    private void noteExhaustion(Lane lane) {
        lane.exhausted = lane.exhausted || consumer.position(lane.partition) >= lane.end;
    }

    @Override
    public void close() {
        consumer.close(AT_ONCE);
    }
}
