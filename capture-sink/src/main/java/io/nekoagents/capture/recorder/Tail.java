package io.nekoagents.capture.recorder;

import io.nekoagents.capture.LogKeys;
import io.nekoagents.schema.topic.Topic;
import io.nekoagents.schema.wire.AvroSerde;
import io.nekoagents.schema.wire.SchemaRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a topic, all of it or what is new, and goes on reading it, on a thread of its own and for no group. */
final class Tail<V extends SpecificRecord> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Tail.class);
    private static final Duration LEAVING = Duration.ofSeconds(10);

    private final Topic<V> topic;
    private final From from;
    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Deserializer<V> deserializer;
    private final BiConsumer<String, @Nullable V> listener;
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private final CompletableFuture<Void> caughtUp = new CompletableFuture<>();
    private final Thread thread;
    private volatile boolean closed;
    private volatile @Nullable Consumer<byte[], byte[]> reading;

    /** Where to begin. */
    enum From {
        BEGINNING,
        END
    }

    /** @param listener is told each key and value, null for one that was deleted, on the tailing thread; must be short */
    Tail(
            Supplier<Consumer<byte[], byte[]>> consumers,
            SchemaRegistry registry,
            Topic<V> topic,
            From from,
            BiConsumer<String, @Nullable V> listener) {
        this.topic = topic;
        this.from = from;
        this.consumers = consumers;
        this.deserializer = AvroSerde.of(topic, registry).deserializer();
        this.listener = listener;
        this.thread =
                Thread.ofPlatform().name("tail-" + topic.name()).daemon(true).unstarted(this::run);
    }

    /** Starts reading; the result is done when everything written before has been read. */
    CompletableFuture<Void> start() {
        thread.start();
        return caughtUp;
    }

    private void run() {
        while (!closed) {
            try (Consumer<byte[], byte[]> consumer = consumers.get()) {
                reading = consumer;
                tail(consumer);
            } catch (WakeupException _) {
                LOG.atDebug().addKeyValue(LogKeys.TOPIC, topic.name()).log("Reads no longer");
            } catch (RuntimeException e) { // the edge of this thread
                LOG.atWarn()
                        .addKeyValue(LogKeys.TOPIC, topic.name())
                        .setCause(e)
                        .log("Reading failed; trying again");
                pause();
            }
        }
    }

    private void tail(Consumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        partitions.forEach(partition ->
                consumer.seek(partition, next.computeIfAbsent(partition, _ -> begin(consumer, ends, partition))));
        while (!closed) {
            if (!caughtUp.isDone()
                    && partitions.stream().allMatch(each -> consumer.position(each) >= ends.getOrDefault(each, 0L))) {
                caughtUp.complete(null);
            }
            consumer.poll(Duration.ofMillis(caughtUp.isDone() ? 10_000 : 100)).forEach(this::read);
        }
    }

    private long begin(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends, TopicPartition partition) {
        return switch (from) {
            case BEGINNING -> consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
            case END -> ends.getOrDefault(partition, 0L);
        };
    }

    private void read(ConsumerRecord<byte[], byte[]> entry) {
        try (StringDeserializer keys = new StringDeserializer()) {
            listener.accept(
                    keys.deserialize(entry.topic(), entry.key()),
                    deserializer.deserialize(entry.topic(), entry.value()));
        } catch (SerializationException e) {
            LOG.atError()
                    .addKeyValue(LogKeys.TOPIC, entry.topic())
                    .addKeyValue(LogKeys.PARTITION, entry.partition())
                    .addKeyValue(LogKeys.OFFSET, entry.offset())
                    .setCause(e)
                    .log("A record cannot be read and is passed over");
        }
        next.put(new TopicPartition(entry.topic(), entry.partition()), entry.offset() + 1);
    }

    private void pause() {
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException _) {
            closed = true;
        }
    }

    @Override
    public void close() {
        closed = true;
        Consumer<byte[], byte[]> consumer = reading;
        if (consumer != null) {
            consumer.wakeup();
        }
        try {
            if (thread.isAlive()) {
                thread.join(LEAVING);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
