package io.nekoagents.capture.log;

import io.nekoagents.capture.LogKeys;
import io.nekoagents.schema.connect.KafkaConnection;
import io.nekoagents.schema.topic.Topic;
import io.nekoagents.schema.wire.AvroSerde;
import io.nekoagents.schema.wire.SchemaRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
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

/** Reads a whole topic and goes on reading it, on a thread of its own. */
public final class LogTail<V extends SpecificRecord> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LogTail.class);
    private static final Duration POLL = Duration.ofSeconds(10);
    private static final Duration LEAVING = Duration.ofSeconds(10);

    private final Topic<V> topic;
    private final Supplier<Consumer<String, byte[]>> consumers;
    private final Deserializer<V> deserializer;
    private final BiConsumer<String, @Nullable V> listener;
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private final Queue<CompletableFuture<Void>> asked = new ConcurrentLinkedQueue<>();
    private final Thread thread;

    private volatile boolean closed;
    private volatile @Nullable Consumer<String, byte[]> reading;

    /**
     * @param name of the thread, and in the broker's log
     * @param listener is told each key and value, null for one that was deleted, on the tailing thread; must be short
     */
    public LogTail(
            KafkaConnection connection,
            SchemaRegistry registry,
            Topic<V> topic,
            String name,
            BiConsumer<String, @Nullable V> listener) {
        this.topic = topic;
        this.consumers = () -> consumer(connection.client("neko-capture-" + name));
        this.deserializer = AvroSerde.of(topic, registry).deserializer();
        this.listener = listener;
        this.thread = Thread.ofPlatform().name(name).daemon(true).unstarted(this::run);
    }

    /** Starts reading; the result is done when everything written before has been read. */
    public CompletableFuture<Void> start() {
        CompletableFuture<Void> caughtUp = new CompletableFuture<>();
        asked.add(caughtUp);
        thread.start();
        return caughtUp;
    }

    /** Done when everything that is committed now has been read. */
    public CompletableFuture<Void> caughtUp() {
        CompletableFuture<Void> caughtUp = new CompletableFuture<>();
        asked.add(caughtUp);
        Consumer<String, byte[]> consumer = reading;
        if (consumer != null) {
            consumer.wakeup();
        }
        return caughtUp;
    }

    private void run() {
        while (!closed) {
            try (Consumer<String, byte[]> consumer = consumers.get()) {
                reading = consumer;
                tail(consumer);
            } catch (WakeupException _) {
                LOG.atDebug().log("Woken");
            } catch (RuntimeException e) { // the edge of this thread
                LOG.atWarn()
                        .addKeyValue(LogKeys.TOPIC, topic.name())
                        .setCause(e)
                        .log("Reading the log failed; trying again");
                pause();
            }
        }
    }

    private static Consumer<String, byte[]> consumer(Map<String, Object> client) {
        Map<String, Object> config = new HashMap<>(client);
        config.put("isolation.level", "read_committed");
        config.put("enable.auto.commit", false);
        config.put("auto.offset.reset", "earliest");
        return new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
    }

    private void tail(Consumer<String, byte[]> consumer) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        partitions.forEach(partition -> consumer.seek(partition, next.getOrDefault(partition, 0L)));
        while (!closed) {
            try {
                answer(consumer, partitions);
                consumer.poll(POLL).forEach(this::read);
            } catch (WakeupException _) {
                // Somebody asks, or this is closed.
            }
        }
    }

    /** Reads to the end as it is now, for all who asked before. */
    private void answer(Consumer<String, byte[]> consumer, List<TopicPartition> partitions) {
        if (asked.isEmpty()) {
            return;
        }
        int waiting = asked.size();
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (!partitions.stream().allMatch(each -> consumer.position(each) >= ends.getOrDefault(each, 0L))) {
            consumer.poll(Duration.ofMillis(100)).forEach(this::read);
        }
        for (int each = 0; each < waiting; each++) {
            asked.remove().complete(null);
        }
    }

    private void read(ConsumerRecord<String, byte[]> published) {
        try {
            listener.accept(published.key(), deserializer.deserialize(published.topic(), published.value()));
        } catch (SerializationException e) {
            LOG.atError()
                    .addKeyValue(LogKeys.TOPIC, published.topic())
                    .addKeyValue(LogKeys.PARTITION, published.partition())
                    .addKeyValue(LogKeys.OFFSET, published.offset())
                    .setCause(e)
                    .log("A record cannot be read and is passed over");
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
