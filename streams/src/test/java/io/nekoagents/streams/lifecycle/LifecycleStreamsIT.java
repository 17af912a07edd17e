package io.nekoagents.streams.lifecycle;

import static io.nekoagents.streams.lifecycle.TaskHistory.cancel;
import static io.nekoagents.streams.lifecycle.TaskHistory.started;
import static io.nekoagents.streams.lifecycle.TaskHistory.submit;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nekoagents.broker.EmbeddedBroker;
import io.nekoagents.schema.connect.KafkaConnection;
import io.nekoagents.schema.task.CancelTask;
import io.nekoagents.schema.task.SubmitTask;
import io.nekoagents.schema.task.TaskCancelled;
import io.nekoagents.schema.task.TaskState;
import io.nekoagents.schema.task.TaskStatus;
import io.nekoagents.schema.topic.Topic;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.wire.AvroSerde;
import io.nekoagents.schema.wire.InMemorySchemaRegistry;
import io.nekoagents.schema.wire.SchemaRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The lifecycle as it is deployed, against a real broker. */
@Timeout(120)
final class LifecycleStreamsIT {

    @TempDir
    private Path folder;

    private final SchemaRegistry registry = new InMemorySchemaRegistry();
    private EmbeddedBroker broker;
    private KafkaConnection connection;
    private KafkaProducer<String, byte[]> producer;
    private ConfigurableApplicationContext service;

    @BeforeEach
    void start() {
        broker = EmbeddedBroker.start(folder.resolve("broker"));
        connection = KafkaConnection.of(broker.bootstrapServers(), URI.create("http://127.0.0.1:1"));
        producer = new KafkaProducer<>(connection.client("test"), new StringSerializer(), new ByteArraySerializer());
        service = service();
    }

    @AfterEach
    void stop() {
        service.close();
        producer.close();
        broker.close();
    }

    @Test
    void survivesAStopOfTheBrokerAndOfItselfWithNothingLost() throws Exception {
        // Given: tasks that were acknowledged
        for (int i = 0; i < 50; i++) {
            send(Topics.TASK_COMMANDS, "task_" + i, submission("task_" + i));
        }
        awaitQueued(50);

        // When: everything goes down and comes back
        broker.restart();
        send(Topics.TASK_COMMANDS, "task_50", submission("task_50"));
        awaitQueued(51);
        service.close();
        producer.send(new ProducerRecord<>(Topics.TASK_COMMANDS.name(), "task_51", "not avro".getBytes(UTF_8)))
                .get();
        send(Topics.TASK_COMMANDS, "task_51", submission("task_51"));
        service = service();

        // Then: each is queued once, and the state goes on where it was
        awaitQueued(52);
        send(Topics.RUN_EVENTS, TaskHistory.TASK, started("r1", 1));
        await("the run of a task from before the restarts is granted")
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(statusOf(TaskHistory.TASK)).isEqualTo(TaskStatus.RUNNING));
        assertThat(readAll(Topics.TASK_QUEUE)).hasSize(52);
        assertThat(endOf(Topics.TASK_COMMANDS.deadLetters()))
                .as("dead letters, transaction markers included")
                .isPositive();
    }

    @Test
    void recordsInAnotherPartitionThanTheirTasksFindTheTask() throws Exception {
        // Given: a producer that places keys in its own way, each record of a task somewhere else
        int partitions = producer.partitionsFor(Topics.TASK_COMMANDS.name()).size();

        // When
        for (int partition = 0; partition < partitions; partition++) {
            String taskId = "task_placed_" + partition;
            place(Topics.TASK_COMMANDS, partition, taskId, submission(taskId));
        }
        awaitQueued(partitions);
        for (int partition = 0; partition < partitions; partition++) {
            String taskId = "task_placed_" + partition;
            place(Topics.TASK_COMMANDS, partitions - 1 - partition, taskId, cancellation(taskId));
        }

        // Then: wherever they were written, both were of one task, and each happened once
        await("every task is cancelled")
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(readAll(Topics.TASK_EVENTS))
                        .hasSize(2 * partitions)
                        .filteredOn(TaskCancelled.class::isInstance)
                        .hasSize(partitions));
    }

    private static CancelTask cancellation(String taskId) {
        CancelTask command = cancel();
        command.setTaskId(taskId);
        return command;
    }

    private <V extends SpecificRecord> void place(Topic<V> topic, int partition, String key, V value) throws Exception {
        byte[] bytes = AvroSerde.of(topic, registry).serializer().serialize(topic.name(), value);
        producer.send(new ProducerRecord<>(topic.name(), partition, key, bytes)).get();
    }

    private ConfigurableApplicationContext service() {
        ConfigurableApplicationContext started = new SpringApplicationBuilder(LifecycleConfiguration.class)
                .web(WebApplicationType.NONE)
                .initializers(context -> context.getBeanFactory().registerSingleton("registry", registry))
                .run(
                        "--neko.kafka.bootstrap-servers=" + broker.bootstrapServers(),
                        "--neko.streams.dispatch.ahead=1000",
                        "--neko.streams.state-dir=" + folder.resolve("state"));
        LifecycleStreams lifecycle = started.getBean(LifecycleStreams.class);
        await("the lifecycle's store answers").atMost(Duration.ofSeconds(30)).until(lifecycle::ready);
        return started;
    }

    private static SubmitTask submission(String taskId) {
        SubmitTask command = submit("find it");
        command.setTaskId(taskId);
        return command;
    }

    private <V extends SpecificRecord> void send(Topic<V> topic, String key, V value) throws Exception {
        byte[] bytes = AvroSerde.of(topic, registry).serializer().serialize(topic.name(), value);
        producer.send(new ProducerRecord<>(topic.name(), key, bytes)).get();
    }

    private void awaitQueued(int count) {
        await(count + " tasks are queued")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(readAll(Topics.TASK_QUEUE)).hasSize(count));
    }

    private TaskStatus statusOf(String taskId) {
        return readAll(Topics.TASK_STATE).stream()
                .filter(state -> state.getTaskId().equals(taskId))
                .map(TaskState::getStatus)
                .reduce(TaskStatus.UNKNOWN, (_, newer) -> newer);
    }

    private <V extends SpecificRecord> List<V> readAll(Topic<V> topic) {
        List<V> values = new ArrayList<>();
        try (KafkaConsumer<String, V> consumer = consumer(topic)) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
                consumer.poll(Duration.ofMillis(100)).forEach(published -> values.add(published.value()));
            }
        }
        return values;
    }

    private long endOf(String topic) {
        try (KafkaConsumer<String, TaskState> consumer = consumer(Topics.TASK_STATE)) {
            TopicPartition partition = new TopicPartition(topic, 0);
            return consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        }
    }

    private <V extends SpecificRecord> KafkaConsumer<String, V> consumer(Topic<V> topic) {
        Map<String, Object> config = new HashMap<>(connection.client("test"));
        config.put("isolation.level", "read_committed");
        return new KafkaConsumer<>(
                config, new StringDeserializer(), AvroSerde.of(topic, registry).deserializer());
    }
}
