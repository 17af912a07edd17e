package io.nekoagents.agent.control;

import io.nekoagents.agent.LogKeys;
import io.nekoagents.schema.connect.KafkaConnection;
import io.nekoagents.schema.task.TaskState;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.wire.AvroSerde;
import io.nekoagents.schema.wire.SchemaRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
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

/**
 * Tails the task states from a day back, which is the longest a task may run: a worker that has just started then knows in
 * which room a redelivered task was at work.
 */
public final class StateTail implements TaskStates, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StateTail.class);
    private static final Duration LOOK_BACK = Duration.ofDays(1);
    private static final Duration POLL = Duration.ofSeconds(10);
    private static final Duration LEAVING = Duration.ofSeconds(10);

    private final Map<String, Object> client;
    private final Deserializer<TaskState> deserializer;
    private final InstantSource clock;
    private final StateBoard board = new StateBoard();
    private final CompletableFuture<Void> caughtUp = new CompletableFuture<>();
    private final Thread thread =
            Thread.ofPlatform().name("task-states").daemon(true).unstarted(this::run);

    private volatile boolean closed;
    private volatile @Nullable KafkaConsumer<String, byte[]> reading;

    public StateTail(KafkaConnection connection, SchemaRegistry registry, InstantSource clock) {
        this.client = connection.client("neko-agent-task-states");
        this.deserializer = AvroSerde.of(Topics.TASK_STATE, registry).deserializer();
        this.clock = clock;
    }

    /** Starts reading; the result is done when everything written before has been read. */
    public CompletableFuture<Void> start() {
        thread.start();
        return caughtUp;
    }

    @Override
    public Optional<TaskState> lastKnown(String taskId) {
        return board.lastKnown(taskId);
    }

    @Override
    public Watch watch(String taskId, Consumer<TaskState> listener) {
        return board.watch(taskId, listener);
    }

    private void run() {
        while (!closed) {
            try (KafkaConsumer<String, byte[]> consumer = consumer()) {
                reading = consumer;
                tail(consumer);
            } catch (RuntimeException e) { // the edge of this thread
                LOG.atWarn().setCause(e).log("Reading task states failed; trying again");
                pause();
            }
        }
    }

    private KafkaConsumer<String, byte[]> consumer() {
        Map<String, Object> config = new HashMap<>(client);
        config.put("isolation.level", "read_committed");
        config.put("enable.auto.commit", false);
        config.put("auto.offset.reset", "earliest");
        config.put("fetch.max.wait.ms", 1_000);
        return new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
    }

    private void tail(KafkaConsumer<String, byte[]> consumer) {
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.TASK_STATE.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        seekBack(consumer, ends);
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

    private void seekBack(KafkaConsumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
        long since = clock.instant().minus(LOOK_BACK).toEpochMilli();
        Map<TopicPartition, Long> times = new HashMap<>();
        ends.keySet().forEach(partition -> times.put(partition, since));
        consumer.offsetsForTimes(times)
                .forEach((partition, found) ->
                        consumer.seek(partition, found == null ? ends.getOrDefault(partition, 0L) : found.offset()));
    }

    private void read(ConsumerRecord<String, byte[]> published) {
        try {
            TaskState state = deserializer.deserialize(published.topic(), published.value());
            if (state == null) {
                board.forget(published.key());
            } else {
                board.publish(state);
            }
        } catch (SerializationException e) {
            LOG.atError()
                    .addKeyValue(LogKeys.PARTITION, published.partition())
                    .addKeyValue(LogKeys.OFFSET, published.offset())
                    .setCause(e)
                    .log("A task state cannot be read and is passed over");
        }
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
        KafkaConsumer<String, byte[]> consumer = reading;
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
