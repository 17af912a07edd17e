package io.nekoagents.agent.control;

import io.nekoagents.schema.connect.KafkaConnection;
import io.nekoagents.schema.topic.Topic;
import io.nekoagents.schema.wire.AvroSerde;
import io.nekoagents.schema.wire.SchemaRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a whole topic of states and goes on reading it, on a thread of its own. */
public final class LogTail<V extends SpecificRecord> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LogTail.class);
    private static final Duration POLL = Duration.ofSeconds(10);
    private static final Duration LEAVING = Duration.ofSeconds(10);

    private final Topic<V> topic;
    private final Supplier<Consumer<String, byte[]>> consumers;
    private final Deserializer<V> deserializer;
    private final Supplier<Optional<Instant>> since;
    private final BiConsumer<String, @Nullable V> listener;
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private final CompletableFuture<Void> caughtUp = new CompletableFuture<>();
    private final Thread thread;

    private volatile boolean closed;
    private volatile @Nullable Consumer<String, byte[]> reading;

    /**
     * @param name of the thread, and in the broker's log
     * @param since where to begin; empty for the topic's beginning
     * @param listener is told each key and value, null for one that was deleted, on the tailing thread; must be short
     */
    public LogTail(
            KafkaConnection connection,
            SchemaRegistry registry,
            Topic<V> topic,
            String name,
            Supplier<Optional<Instant>> since,
            BiConsumer<String, @Nullable V> listener) {
        this(() -> consumer(connection.client("neko-agent-" + name)), registry, topic, name, since, listener);
    }

    LogTail(
            Supplier<Consumer<String, byte[]>> consumers,
            SchemaRegistry registry,
            Topic<V> topic,
            String name,
            Supplier<Optional<Instant>> since,
            BiConsumer<String, @Nullable V> listener) {
        this.topic = topic;
        this.consumers = consumers;
        this.deserializer = AvroSerde.of(topic, registry).deserializer();
        this.since = since;
        this.listener = listener;
        this.thread = Thread.ofPlatform().name(name).daemon(true).unstarted(this::run);
    }

    /** Starts reading; the result is done when everything written before has been read. */
    public CompletableFuture<Void> start() {
        thread.start();
        return caughtUp;
    }

    private void run() {
        while (!closed) {
            try (Consumer<String, byte[]> consumer = consumers.get()) {
                reading = consumer;
                tail(consumer);
            } catch (RuntimeException e) { // the edge of this thread
                LOG.atWarn().addKeyValue("topic", topic.name()).setCause(e).log("Reading states failed; trying again");
                pause();
            }
        }
    }

    private static Consumer<String, byte[]> consumer(Map<String, Object> client) {
        Map<String, Object> config = new HashMap<>(client);
        config.put("isolation.level", "read_committed");
        config.put("enable.auto.commit", false);
        config.put("auto.offset.reset", "earliest");
        config.put("fetch.max.wait.ms", 1_000);
        return new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
    }

    private void tail(Consumer<String, byte[]> consumer) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        seek(consumer, partitions, ends);
        while (!closed) {
            if (!caughtUp.isDone()
                    && partitions.stream().allMatch(each -> consumer.position(each) >= ends.getOrDefault(each, 0L))) {
                caughtUp.complete(null);
            }
            try {
                // Short until caught up: a poll that finds nothing new would hold the worker's start up.
                consumer.poll(caughtUp.isDone() ? POLL : Duration.ofMillis(100)).forEach(this::read);
            } catch (WakeupException _) {
                return;
            }
        }
    }

    /** After a failure reading goes on where it was: what is told again is taken for news by whoever listens. */
    private void seek(
            Consumer<String, byte[]> consumer, List<TopicPartition> partitions, Map<TopicPartition, Long> ends) {
        if (next.keySet().containsAll(partitions)) {
            partitions.forEach(partition -> consumer.seek(partition, next.getOrDefault(partition, 0L)));
            return;
        }
        since.get()
                .ifPresentOrElse(
                        moment -> seekBack(consumer, ends, moment), () -> consumer.seekToBeginning(partitions));
        partitions.forEach(partition -> next.put(partition, consumer.position(partition)));
    }

    private static void seekBack(Consumer<String, byte[]> consumer, Map<TopicPartition, Long> ends, Instant moment) {
        Map<TopicPartition, Long> times = new HashMap<>();
        ends.keySet().forEach(partition -> times.put(partition, moment.toEpochMilli()));
        consumer.offsetsForTimes(times)
                .forEach((partition, found) ->
                        consumer.seek(partition, found == null ? ends.getOrDefault(partition, 0L) : found.offset()));
    }

    private void read(ConsumerRecord<String, byte[]> published) {
        try {
            listener.accept(published.key(), deserializer.deserialize(published.topic(), published.value()));
        } catch (SerializationException e) {
            LOG.atError()
                    .addKeyValue("topic", published.topic())
                    .addKeyValue("partition", published.partition())
                    .addKeyValue("offset", published.offset())
                    .setCause(e)
                    .log("A state cannot be read and is passed over");
        }
        next.put(new TopicPartition(published.topic(), published.partition()), published.offset() + 1);
    }

    private void pause() {
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException _) {
            closed = true;
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed = true;
        Consumer<String, byte[]> consumer = reading;
        if (consumer != null) {
            consumer.wakeup();
        }
        try {
            thread.join(LEAVING);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
