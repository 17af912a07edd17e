package io.nekoagents.streams.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nekoagents.schema.fleet.WorkerHeartbeat;
import io.nekoagents.schema.run.WorkRefused;
import io.nekoagents.schema.task.QueuedTask;
import io.nekoagents.schema.task.TaskSpec;
import io.nekoagents.schema.task.WorkChange;
import io.nekoagents.schema.task.WorkPhase;
import io.nekoagents.schema.topic.Topic;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.wire.AvroSerde;
import io.nekoagents.schema.wire.InMemorySchemaRegistry;
import io.nekoagents.streams.session.SessionSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DispatchTopologyTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Path GOLDEN = Path.of("src/test/resources/topology/dispatch.txt");
    private static final DispatchSettings SETTINGS =
            new DispatchSettings(1, new DispatchSettings.Quota(2, 0, 3, 1), Map.of());

    private static final SessionSettings SESSIONS =
            new SessionSettings(Duration.ofMinutes(2), Duration.ofSeconds(5), Duration.ofDays(31), 100);

    @TempDir
    private Path folder;

    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private TopologyTestDriver driver;

    @BeforeEach
    void start() {
        Topics.all().forEach(topic -> registry.register(topic.subject(), topic.schema()));
        driver = driver();
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void theTopologyIsTheOneThatHoldsTheState() throws IOException {
        assertThat(topology().describe().toString())
                .as("names of nodes, stores and topics are persistent: a change here is a migration of state")
                .isEqualToNormalizingWhitespace(Files.readString(GOLDEN));
    }

    @Test
    void queuesAsManyTasksAsThereAreSlots() {
        waits("t1");
        waits("t2");
        assertThat(queued()).containsExactly("t1");
        assertThat(meters.get("neko.task.queue.size").gauge().value()).isEqualTo(2);

        heartbeat(4, false);
        assertThat(queued()).containsExactly("t2");

        heartbeat(4, true);
        running("t1");
        running("t2");
        waits("t3");
        waits("t4");
        assertThat(queued()).as("the only worker drains").containsExactly("t3");
    }

    @Test
    void aWorkerThatIsSilentHasNoSlots() {
        heartbeat(4, false);
        driver.advanceWallClockTime(Duration.ofSeconds(31));

        waits("t1");
        waits("t2");

        assertThat(queued()).containsExactly("t1");
    }

    @Test
    void whatIsOverAQuotaIsRefusedByName() {
        List.of("t1", "t2", "t3").forEach(this::waits);

        assertThat(refusals()).singleElement().satisfies(refused -> {
            assertThat(refused.getTaskId()).isEqualTo("t3");
            assertThat(refused.getFailure().getCode()).isEqualTo("quota_exceeded");
            assertThat(refused.getFailure().getMessage()).contains("queued");
        });
    }

    @Test
    void placesAndDaysAreKept() {
        // Given
        waits("t1");
        waits("t2");
        running("t1");
        gone("t1");

        // Then
        assertThat(this.<WorkChange>kept(DispatchTopology.PLACES))
                .extracting(WorkChange::getTaskId, WorkChange::getPhase)
                .containsExactly(tuple("t2", WorkPhase.READY));
        assertThat(this.<String>kept(DispatchTopology.DAYS)).containsExactly("2026-01-01 2");
    }

    private <V> List<V> kept(String store) {
        List<V> values = new ArrayList<>();
        KeyValueStore<String, V> kept = driver.getKeyValueStore(store);
        try (KeyValueIterator<String, V> entries = kept.all()) {
            entries.forEachRemaining(entry -> values.add(entry.value));
        }
        return values;
    }

    private Topology topology() {
        Topology topology = new Topology();
        new DispatchTopology(registry, SETTINGS, SESSIONS, meters).addTo(topology);
        return topology;
    }

    private TopologyTestDriver driver() {
        Properties config = new Properties();
        config.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
        return new TopologyTestDriver(topology(), config, START);
    }

    private void waits(String taskId) {
        QueuedTask work = new QueuedTask(
                taskId, "default", 1, TaskSpec.newBuilder().setTask("x").build(), START, null, null);
        send(Topics.TASK_DISPATCH, taskId, new WorkChange(taskId, "default", WorkPhase.WAITING, work, null));
    }

    private void running(String taskId) {
        send(Topics.TASK_DISPATCH, taskId, new WorkChange(taskId, "default", WorkPhase.RUNNING, null, null));
    }

    private void gone(String taskId) {
        send(Topics.TASK_DISPATCH, taskId, new WorkChange(taskId, "default", WorkPhase.GONE, null, null));
    }

    private void heartbeat(int slots, boolean draining) {
        send(
                Topics.WORKERS,
                "w1",
                WorkerHeartbeat.newBuilder()
                        .setWorkerId("w1")
                        .setSlots(slots)
                        .setBusy(0)
                        .setPolicy("ocr")
                        .setDraining(draining)
                        .setStartedAt(START)
                        .setOccurredAt(START)
                        .build());
    }

    private <V extends SpecificRecord> void send(Topic<V> topic, String key, V value) {
        driver.createInputTopic(
                        topic.name(),
                        new StringSerializer(),
                        AvroSerde.of(topic, registry).serializer())
                .pipeInput(key, value);
    }

    private List<String> queued() {
        return driver
                .createOutputTopic(
                        Topics.TASK_QUEUE.name(),
                        new StringDeserializer(),
                        AvroSerde.of(Topics.TASK_QUEUE, registry).deserializer())
                .readKeyValuesToList()
                .stream()
                .map(each -> each.key)
                .toList();
    }

    private List<WorkRefused> refusals() {
        return driver
                .createOutputTopic(
                        Topics.RUN_EVENTS.name(),
                        new StringDeserializer(),
                        AvroSerde.of(Topics.RUN_EVENTS, registry).deserializer())
                .readValuesToList()
                .stream()
                .map(WorkRefused.class::cast)
                .toList();
    }
}
