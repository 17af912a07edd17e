package io.nekoagents.local.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nekoagents.broker.EmbeddedBroker;
import io.nekoagents.local.process.FreePort;
import io.nekoagents.local.process.RegistryProcess;
import io.nekoagents.schema.connect.KafkaConnection;
import io.nekoagents.schema.task.SubmitTask;
import io.nekoagents.schema.task.TaskCompleted;
import io.nekoagents.schema.task.TaskMode;
import io.nekoagents.schema.task.TaskOptions;
import io.nekoagents.schema.task.TaskSpec;
import io.nekoagents.schema.task.TaskState;
import io.nekoagents.schema.task.TaskStatus;
import io.nekoagents.schema.task.TaskSubmitted;
import io.nekoagents.schema.topic.Topic;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.wire.AvroSerde;
import io.nekoagents.schema.wire.SchemaRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PythonClientIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path SUBMIT_TASK = Path.of("../clients/python/submit_task.py");
    private static final Path READ_TOPIC = Path.of("src/test/python/read_topic.py");
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00.123Z");

    @TempDir
    static Path folder;

    private static Python python;
    private static EmbeddedBroker broker;
    private static RegistryProcess registryProcess;
    private static KafkaConnection connection;
    private static SchemaRegistry registry;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        python = Python.installed();
        broker = EmbeddedBroker.start(folder.resolve("kafka"));
        registryProcess = RegistryProcess.start(folder.resolve("registry"), FreePort.next());
        connection = KafkaConnection.of(broker.bootstrapServers(), registryProcess.baseUri());
        registry = connection.registry();
        connection.provision(registry);
    }

    @AfterAll
    static void stop() {
        registryProcess.close();
        broker.close();
    }

    @Test
    void readsWhatPythonWritesToTheCommands() throws Exception {
        String taskId = python.run(
                        SUBMIT_TASK,
                        "click \"Größe\" 猫",
                        "--url",
                        "http://127.0.0.1:8090/demo/",
                        "--bootstrap",
                        broker.bootstrapServers(),
                        "--registry",
                        registryProcess.baseUri().toString())
                .strip();

        ConsumerRecord<String, SpecificRecord> read = first(Topics.TASK_COMMANDS);
        assertThat(read.key()).isEqualTo(taskId);
        assertThat(read.value()).isInstanceOfSatisfying(SubmitTask.class, command -> {
            assertThat(command.getTaskId()).isEqualTo(taskId);
            assertThat(command.getTenant()).isEqualTo("default");
            assertThat(command.getSpec())
                    .isEqualTo(TaskSpec.newBuilder()
                            .setTask("click \"Größe\" 猫")
                            .setOptions(TaskOptions.newBuilder()
                                    .setStartUrl("http://127.0.0.1:8090/demo/")
                                    .build())
                            .build());
            assertThat(command.getRequestedAt()).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
        });
    }

    @Test
    void writesStatesThatPythonReads() throws Exception {
        TaskState state = TaskState.newBuilder()
                .setTaskId("task_cat")
                .setVersion(3)
                .setStatus(TaskStatus.COMPLETED)
                .setSpec(spec())
                .setFingerprint("f")
                .setRequestedAt(NOW)
                .setQueuedAt(NOW)
                .setStartedAt(NOW)
                .setUpdatedAt(NOW)
                .setAnswer("gefunden: 猫")
                .build();

        write(Topics.TASK_STATE, "task_cat", state);

        JsonNode read = readByPython(Topics.TASK_STATE, 1).getFirst();
        assertThat(read.path("key").asText()).isEqualTo("task_cat");
        JsonNode value = read.path("value");
        assertThat(value.path("status").asText()).isEqualTo("COMPLETED");
        assertThat(value.path("answer").asText()).isEqualTo("gefunden: 猫");
        assertThat(value.path("started_at").asText()).isEqualTo("2026-05-01 12:00:00.123000+00:00");
        assertThat(value.path("finished_at").isNull()).isTrue();
        assertThat(value.path("spec").path("mode").asText()).isEqualTo("PHONE");
    }

    @Test
    void writesFactsOfSeveralKindsThatPythonTellsApart() throws Exception {
        write(
                Topics.TASK_EVENTS,
                "task_dog",
                TaskSubmitted.newBuilder()
                        .setTaskId("task_dog")
                        .setVersion(1)
                        .setOccurredAt(NOW)
                        .setSpec(spec())
                        .setFingerprint("f")
                        .setRequestedAt(NOW)
                        .build());
        write(
                Topics.TASK_EVENTS,
                "task_dog",
                TaskCompleted.newBuilder()
                        .setTaskId("task_dog")
                        .setVersion(2)
                        .setOccurredAt(NOW)
                        .setAttempt(1)
                        .setRunId("run_1")
                        .setSteps(4)
                        .build());

        List<JsonNode> read = readByPython(Topics.TASK_EVENTS, 2);

        assertThat(read)
                .extracting(record -> record.path("kind").asText())
                .containsExactly("io.nekoagents.schema.task.TaskSubmitted", "io.nekoagents.schema.task.TaskCompleted");
        assertThat(read.getLast().path("value").path("steps").asInt()).isEqualTo(4);
    }

    private static TaskSpec spec() {
        return TaskSpec.newBuilder()
                .setTask("find the cat")
                .setMode(TaskMode.PHONE)
                .build();
    }

    private static List<JsonNode> readByPython(Topic<?> topic, int count) throws IOException, InterruptedException {
        String output = python.run(
                READ_TOPIC,
                broker.bootstrapServers(),
                registryProcess.baseUri().toString(),
                topic.name(),
                Integer.toString(count));
        return output.lines().map(PythonClientIT::parse).toList();
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new AssertionError("Not JSON: " + line, e);
        }
    }

    private static <V extends SpecificRecord> void write(Topic<V> topic, String key, V value)
            throws ExecutionException, InterruptedException {
        try (KafkaProducer<String, V> producer = new KafkaProducer<>(
                connection.client("test-writer"),
                new StringSerializer(),
                AvroSerde.of(topic, registry).serializer())) {
            producer.send(new ProducerRecord<>(topic.name(), key, value)).get();
        }
    }

    private static <V extends SpecificRecord> ConsumerRecord<String, V> first(Topic<V> topic) {
        try (KafkaConsumer<String, V> consumer = new KafkaConsumer<>(
                connection.client("test-reader"),
                new StringDeserializer(),
                AvroSerde.of(topic, registry).deserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(info -> new TopicPartition(topic.name(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            assertThat(ends.values()).as("records of " + topic.name()).contains(1L);
            for (int polls = 0; polls < 30; polls++) {
                for (ConsumerRecord<String, V> record : consumer.poll(Duration.ofSeconds(1))) {
                    return record;
                }
            }
        }
        throw new AssertionError("No record of " + topic.name() + " in 30 s");
    }
}
