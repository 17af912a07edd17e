package io.nekoagents.schema.connect;

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
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what is committed to a topic and goes on reading it, on a thread of its own and for no group. */
public final class LogTail<V extends SpecificRecord> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LogTail.class);
    private static final Duration POLL = Duration.ofSeconds(10);
    private static final Duration WHILE_ASKED = Duration.ofMillis(100);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration LEAVING = Duration.ofSeconds(10);

    private final Topic<V> topic;
    private final Function<IsolationLevel, Consumer<String, byte[]>> consumers;
    private final Deserializer<V> deserializer;
    private final BiConsumer<String, @Nullable V> listener;
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private final Queue<CompletableFuture<Void>> asked = new ConcurrentLinkedQueue<>();
    private final Thread thread;

    private TailBeginning beginning = TailBeginning.FIRST;
    private volatile boolean closed;
    private volatile @Nullable Consumer<String, byte[]> reading;

    /**
     * @param name of the thread, and of the client in the broker's log
     * @param listener is told each key and value, null for one that was deleted, on the tailing thread; must be short
     */
    public LogTail(
            KafkaConnection connection,
            SchemaRegistry registry,
            Topic<V> topic,
            String name,
            BiConsumer<String, @Nullable V> listener) {
        this(topic, registry, name, isolation -> consumer(connection, name, isolation), listener);
    }

    LogTail(
            Topic<V> topic,
            SchemaRegistry registry,
            String name,
            Function<IsolationLevel, Consumer<String, byte[]>> consumers,
            BiConsumer<String, @Nullable V> listener) {
        this.topic = topic;
        this.consumers = consumers;
        this.deserializer = AvroSerde.of(topic, registry).deserializer();
        this.listener = listener;
        this.thread = Thread.ofPlatform().name(name).daemon(true).unstarted(this::run);
    }

    private static Consumer<String, byte[]> consumer(
            KafkaConnection connection, String name, IsolationLevel isolation) {
        Map<String, Object> config = connection.client(
                switch (isolation) {
                    case READ_COMMITTED -> name;
                    case READ_UNCOMMITTED -> name + "-end";
                });
        config.put("isolation.level", isolation.toString());
        config.put("enable.auto.commit", false);
        config.put("auto.offset.reset", "earliest");
        config.put("fetch.max.wait.ms", 1_000);
        return new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
    }

    /** Starts reading at the topic's beginning; the result is done when everything written before has been read. */
    public CompletableFuture<Void> start() {
        return start(TailBeginning.FIRST);
    }

    /** Starts reading; the result is done when everything written before, from there on, has been read. */
    public CompletableFuture<Void> start(TailBeginning from) {
        beginning = from;
        CompletableFuture<Void> caughtUp = new CompletableFuture<>();
        asked.add(caughtUp);
        thread.start();
        return caughtUp;
    }

    /**
     * Done when everything that is in the log now has been read. It waits for transactions that are open now: one may be
     * decided although its partition does not say so yet, and what others wrote behind one that is not cannot be read
     * before it is.
     */
    public CompletableFuture<Void> caughtUp() {
        CompletableFuture<Void> caughtUp = new CompletableFuture<>();
        asked.add(caughtUp);
        wake();
        return caughtUp;
    }

    private void run() {
        while (!closed) {
            try (Consumer<String, byte[]> consumer = consumers.apply(IsolationLevel.READ_COMMITTED)) {
                reading = consumer;
                tail(consumer);
            } catch (WakeupException _) {
                LOG.atDebug().addKeyValue("topic", topic.name()).log("Woken");
            } catch (RuntimeException e) { // the edge of this thread
                LOG.atWarn().addKeyValue("topic", topic.name()).setCause(e).log("Reading the log failed; trying again");
                pause();
            }
        }
    }

    private void tail(Consumer<String, byte[]> consumer) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        // After a failure it goes on where it was: what is told again is taken for news by whoever listens.
        if (!next.keySet().containsAll(partitions)) {
            beginning.offsets(consumer, partitions).forEach(next::putIfAbsent);
        }
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
        int waiting = asked.size();
        if (waiting == 0) {
            return;
        }
        Map<TopicPartition, Long> ends = ends(partitions);
        while (!partitions.stream().allMatch(each -> consumer.position(each) >= ends.getOrDefault(each, 0L))) {
            consumer.poll(WHILE_ASKED).forEach(this::read);
        }
        for (int each = 0; each < waiting; each++) {
            asked.remove().complete(null);
        }
    }

    /** To one that reads only what is committed, the broker tells the begin of the first open transaction instead. */
    private Map<TopicPartition, Long> ends(List<TopicPartition> partitions) {
        try (Consumer<String, byte[]> consumer = consumers.apply(IsolationLevel.READ_UNCOMMITTED)) {
            consumer.assign(partitions); // or it warns that it cannot keep what it is told
            return consumer.endOffsets(partitions, ANSWER);
        }
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

    private void wake() {
        Consumer<String, byte[]> consumer = reading;
        if (consumer != null) {
            consumer.wakeup();
        }
    }

    @Override
    public void close() {
        closed = true;
        wake();
        try {
            if (thread.isAlive()) {
                thread.join(LEAVING);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
