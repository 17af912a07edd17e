package io.nekoagents.tts.speech;

import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.wire.AvroSerde;
import io.nekoagents.schema.wire.SchemaRegistry;
import io.nekoagents.tts.LogKeys;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What others have spoken already of the requests in a partition that comes to this worker. It is read from a while before
 * the first request that is still open: a command that comes twice within that while counts once, and so far may the clocks
 * of those who write requests be ahead of ours.
 */
final class History {

    private static final Logger LOG = LoggerFactory.getLogger(History.class);
    private static final Duration BEFORE = Duration.ofMinutes(10);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Deserializer<SpecificRecord> deserializer;
    private final Memory memory;
    private final InstantSource clock;

    /** @param consumers of no group */
    History(Supplier<Consumer<byte[], byte[]>> consumers, SchemaRegistry registry, Memory memory, InstantSource clock) {
        this.consumers = consumers;
        this.deserializer = AvroSerde.of(Topics.SPEECH_EVENTS, registry).deserializer();
        this.memory = memory;
        this.clock = clock;
    }

    /**
     * Learns it.
     *
     * @param begins where each partition of the requests will be read from
     * @throws TimeoutException if the log does not give it in time
     */
    void recall(Map<TopicPartition, Long> begins) {
        if (begins.isEmpty()) {
            return;
        }
        try (Consumer<byte[], byte[]> consumer = consumers.get()) {
            Map<TopicPartition, Long> times = new HashMap<>();
            begins.forEach((partition, offset) -> times.put(
                    events(partition), since(consumer, partition, offset).toEpochMilli()));
            seek(consumer, times);
            read(consumer);
        }
    }

    private static TopicPartition events(TopicPartition requests) {
        return new TopicPartition(Topics.SPEECH_EVENTS.name(), requests.partition());
    }

    private Instant since(Consumer<byte[], byte[]> consumer, TopicPartition partition, long offset) {
        consumer.assign(List.of(partition));
        Instant now = clock.instant();
        long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        consumer.seek(partition, offset);
        long until = System.nanoTime() + PATIENCE.toNanos();
        // Behind the last record there can be the marker of its transaction, which is never read.
        while (consumer.position(partition) < end) {
            for (ConsumerRecord<byte[], byte[]> first : consumer.poll(POLL)) {
                Instant written = Instant.ofEpochMilli(first.timestamp());
                return (written.isBefore(now) ? written : now).minus(BEFORE);
            }
            if (System.nanoTime() - until > 0) {
                throw new TimeoutException("The first open request of " + partition + " was not read in time");
            }
        }
        return now.minus(BEFORE);
    }

    private static void seek(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> times) {
        consumer.assign(times.keySet());
        Map<TopicPartition, Long> ends = consumer.endOffsets(times.keySet());
        consumer.offsetsForTimes(times)
                .forEach((partition, found) ->
                        consumer.seek(partition, found == null ? ends.getOrDefault(partition, 0L) : found.offset()));
    }

    private void read(Consumer<byte[], byte[]> consumer) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            if (System.nanoTime() - until > 0) {
                throw new TimeoutException("What was spoken before was not read in time");
            }
            consumer.poll(POLL).forEach(this::learn);
        }
    }

    private void learn(ConsumerRecord<byte[], byte[]> entry) {
        try {
            SpecificRecord fact = deserializer.deserialize(entry.topic(), entry.value());
            if (fact != null) {
                memory.learn(fact);
            }
        } catch (SerializationException e) {
            LOG.atError()
                    .addKeyValue(LogKeys.TOPIC, entry.topic())
                    .addKeyValue(LogKeys.PARTITION, entry.partition())
                    .addKeyValue(LogKeys.OFFSET, entry.offset())
                    .setCause(e)
                    .log("A record cannot be read and is passed over");
        }
    }
}
