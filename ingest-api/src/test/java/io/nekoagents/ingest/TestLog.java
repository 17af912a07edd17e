package io.nekoagents.ingest;

import io.nekoagents.broker.EmbeddedBroker;
import io.nekoagents.schema.fleet.WorkerHeartbeat;
import io.nekoagents.schema.run.ActionTaken;
import io.nekoagents.schema.run.FrameCaptured;
import io.nekoagents.schema.run.Point;
import io.nekoagents.schema.task.TaskSpec;
import io.nekoagents.schema.task.TaskState;
import io.nekoagents.schema.task.TaskStatus;
import io.nekoagents.schema.topic.Topic;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.wire.AvroSerde;
import io.nekoagents.schema.wire.SchemaRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Stands in for the lifecycle and the workers: writes to the log, in transactions as the lifecycle does. */
final class TestLog implements AutoCloseable {

    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final String servers;
    private final SchemaRegistry registry;
    private final KafkaProducer<String, byte[]> producer;

    TestLog(EmbeddedBroker broker, SchemaRegistry registry) {
        this.servers = broker.bootstrapServers();
        this.registry = registry;
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        servers,
                        "transactional.id",
                        UUID.randomUUID().toString()),
                new StringSerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
    }

    void state(String taskId, TaskState state) {
        write(Topics.TASK_STATE, taskId, state);
    }

    void fact(String taskId, SpecificRecord fact) {
        write(Topics.TASK_EVENTS, taskId, fact);
    }

    void action(ActionTaken action) {
        write(Topics.ACTIONS, action.getTaskId(), action);
    }

    void frame(FrameCaptured frame) {
        write(Topics.FRAMES, frame.getTaskId(), frame);
    }

    void heartbeat(WorkerHeartbeat heartbeat) {
        write(Topics.WORKERS, heartbeat.getWorkerId(), heartbeat);
    }

    <V extends SpecificRecord> void write(Topic<V> topic, String key, @Nullable V value) {
        raw(
                topic,
                key,
                value == null
                        ? null
                        : AvroSerde.of(topic, registry).serializer().serialize(topic.name(), value));
    }

    /** In one transaction, by key. */
    <V extends SpecificRecord> void writeAll(Topic<V> topic, List<V> values, Function<V, String> key) {
        producer.beginTransaction();
        for (V value : values) {
            byte[] bytes = AvroSerde.of(topic, registry).serializer().serialize(topic.name(), value);
            var _ = producer.send(new ProducerRecord<>(topic.name(), key.apply(value), bytes));
        }
        producer.commitTransaction();
    }

    void raw(Topic<?> topic, @Nullable String key, byte @Nullable [] value) {
        producer.beginTransaction();
        var _ = producer.send(new ProducerRecord<>(topic.name(), key, value));
        producer.commitTransaction();
    }

    /** The first such command for the task that is in the log. */
    <C extends SpecificRecord> C awaitCommand(String taskId, Class<C> type, Predicate<C> wanted) {
        return awaitRecord(Topics.TASK_COMMANDS, taskId, type, wanted);
    }

    /** The first such record under the key that is in the topic. */
    <C extends SpecificRecord> C awaitRecord(
            Topic<? extends SpecificRecord> topic, String key, Class<C> type, Predicate<C> wanted) {
        try (KafkaConsumer<String, ? extends SpecificRecord> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers),
                new StringDeserializer(),
                AvroSerde.of(topic, registry).deserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            return Awaitility.await(type.getSimpleName() + " of " + key + " is in the log")
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> find(consumer, key, type, wanted), found -> !found.isEmpty())
                    .getFirst();
        }
    }

    private static <C extends SpecificRecord> List<C> find(
            KafkaConsumer<String, ? extends SpecificRecord> consumer,
            String taskId,
            Class<C> type,
            Predicate<C> wanted) {
        List<C> found = new ArrayList<>();
        for (ConsumerRecord<String, ? extends SpecificRecord> each : consumer.poll(Duration.ofMillis(100))) {
            if (taskId.equals(each.key()) && type.isInstance(each.value()) && wanted.test(type.cast(each.value()))) {
                found.add(type.cast(each.value()));
            }
        }
        return found;
    }

    static TaskState.Builder stateOf(String taskId, TaskStatus status, long version) {
        return TaskState.newBuilder()
                .setTaskId(taskId)
                .setVersion(version)
                .setStatus(status)
                .setSpec(TaskSpec.newBuilder().setTask("find " + taskId).build())
                .setFingerprint("")
                .setRequestedAt(NOON)
                .setQueuedAt(NOON)
                .setUpdatedAt(NOON);
    }

    static ActionTaken action(String taskId, int attempt, int step, String name, Instant at) {
        return ActionTaken.newBuilder()
                .setTaskId(taskId)
                .setRunId("run_" + attempt)
                .setAttempt(attempt)
                .setStep(step)
                .setAction(name)
                .setFrameId("frame_" + step)
                .setPositions(List.of(new Point(0.25, 0.5)))
                .setPlannedAt(at)
                .setExecutedAt(at)
                .build();
    }

    static FrameCaptured frame(String taskId, int step, Instant at) {
        return FrameCaptured.newBuilder()
                .setTaskId(taskId)
                .setRunId("run_1")
                .setAttempt(1)
                .setStep(step)
                .setFrameId("frame_" + step)
                .setUri("file:/frames/" + step + ".jpg")
                .setSha256("00")
                .setBytes(1)
                .setMediaType("image/jpeg")
                .setWidth(1)
                .setHeight(1)
                .setScreenWidth(1)
                .setScreenHeight(1)
                .setCapturedAt(at)
                .build();
    }

    @Override
    public void close() {
        producer.close();
    }
}
