package io.nekoagents.streams.lifecycle;

import static io.nekoagents.streams.lifecycle.TaskHistory.LIMITS;
import static io.nekoagents.streams.lifecycle.TaskHistory.TASK;
import static io.nekoagents.streams.lifecycle.TaskHistory.alive;
import static io.nekoagents.streams.lifecycle.TaskHistory.cancel;
import static io.nekoagents.streams.lifecycle.TaskHistory.finished;
import static io.nekoagents.streams.lifecycle.TaskHistory.started;
import static io.nekoagents.streams.lifecycle.TaskHistory.submit;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nekoagents.schema.task.SubmitTask;
import io.nekoagents.schema.task.TaskRetryScheduled;
import io.nekoagents.schema.task.TaskState;
import io.nekoagents.schema.task.TaskStatus;
import io.nekoagents.schema.task.TaskSubmitted;
import io.nekoagents.schema.task.WorkChange;
import io.nekoagents.schema.topic.Topic;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.webhook.WebhookDue;
import io.nekoagents.schema.wire.AvroSerde;
import io.nekoagents.schema.wire.InMemorySchemaRegistry;
import io.nekoagents.streams.deadletter.DeadLetterHandler;
import io.nekoagents.telemetry.trace.TraceParent;
import io.nekoagents.telemetry.trace.Tracing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LifecycleTopologyTest {

    private static final Duration CATCH_UP = Duration.ofSeconds(5);
    private static final Path GOLDEN = Path.of("src/test/resources/topology/task-lifecycle.txt");

    @TempDir
    private Path folder;

    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Topology topology = new LifecycleTopology(
                    registry,
                    new TaskPlacement(Map.of()),
                    LIMITS,
                    CATCH_UP,
                    meters,
                    Tracing.off().tracer())
            .build();
    private TopologyTestDriver driver;
    private TestOutputTopic<String, SpecificRecord> facts;
    private TestOutputTopic<String, TaskState> states;
    private TestOutputTopic<String, WorkChange> work;
    private TestOutputTopic<String, WebhookDue> webhooks;

    @BeforeEach
    void start() {
        Topics.all().forEach(topic -> registry.register(topic.subject(), topic.schema()));
        Properties config = new Properties();
        config.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
        config.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetterHandler.class);
        config.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetterHandler.class);
        driver = new TopologyTestDriver(topology, config, TaskHistory.START);
        facts = output(Topics.TASK_EVENTS);
        states = output(Topics.TASK_STATE);
        work = output(Topics.TASK_DISPATCH);
        webhooks = output(Topics.WEBHOOKS);
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void theTopologyIsTheOneThatHoldsTheState() throws IOException {
        assertThat(topology.describe().toString())
                .as("names of nodes, stores and topics are persistent: a change here is a migration of state")
                .isEqualToNormalizingWhitespace(Files.readString(GOLDEN));
    }

    @Test
    void aSubmissionIsRecordedPublishedAndQueued() {
        send(Topics.TASK_COMMANDS, submit("find it"));

        assertThat(facts.readValue()).isInstanceOf(TaskSubmitted.class);
        assertThat(states.readKeyValue())
                .satisfies(state -> assertThat(state.key).isEqualTo(TASK))
                .satisfies(state -> assertThat(state.value.getStatus()).isEqualTo(TaskStatus.QUEUED));
        assertThat(work.readValue().getWork().getDispatch()).isEqualTo(1);
        assertThat(meters.get("neko.lifecycle.facts")
                        .tag("type", "TaskSubmitted")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void aFactThatAClientWantsToHearOfIsAnnouncedWithIt() {
        SubmitTask command = submit("find it");
        command.getSpec().setCallbackUrl("https://client.example/hook");
        send(Topics.TASK_COMMANDS, command);
        assertThat(webhooks.isEmpty()).isTrue();

        send(Topics.RUN_EVENTS, started("r1", 1));
        send(Topics.RUN_EVENTS, started("r1", 1));

        assertThat(webhooks.readKeyValuesToList()).singleElement().satisfies(due -> {
            assertThat(due.key).isEqualTo(TASK);
            assertThat(due.value.getDeliveryId()).isEqualTo("msg_" + TASK + "_2");
        });
    }

    @Test
    void progressIsPublishedWithoutAFact() {
        send(Topics.TASK_COMMANDS, submit("find it"));
        send(Topics.RUN_EVENTS, started("r1", 1));
        states.readValuesToList();
        facts.readValuesToList();

        send(Topics.RUN_EVENTS, alive("r1", 3));
        send(Topics.RUN_EVENTS, alive("r1", 3));

        assertThat(states.readValuesToList()).extracting(TaskState::getSteps).containsExactly(3);
        assertThat(facts.isEmpty()).isTrue();
    }

    @Test
    void aLateRunIsAnsweredWithTheState() {
        send(Topics.TASK_COMMANDS, submit("find it"));
        send(Topics.TASK_COMMANDS, cancel());
        states.readValuesToList();

        send(Topics.RUN_EVENTS, started("late", 1));

        assertThat(states.readValuesToList()).extracting(TaskState::getStatus).containsExactly(TaskStatus.CANCELLED);
    }

    @Test
    void timeAloneLosesARunRetriesItAndForgetsTheTaskInTheEnd() {
        send(Topics.TASK_COMMANDS, submit("find it"));
        send(Topics.RUN_EVENTS, started("r1", 1));
        work.readValuesToList();
        facts.readValuesToList();

        driver.advanceWallClockTime(LIMITS.heartbeatTimeout());
        assertThat(facts.readValue()).isInstanceOf(TaskRetryScheduled.class);
        driver.advanceWallClockTime(LIMITS.backoff());
        assertThat(work.readValuesToList().getLast().getWork().getDispatch()).isEqualTo(2);
        driver.advanceWallClockTime(LIMITS.maxQueueTime());
        driver.advanceWallClockTime(LIMITS.retention());

        assertThat(states.readKeyValuesToList().getLast().value).isNull();
        assertThat(driver.getKeyValueStore(LifecycleTopology.TASKS).all().hasNext())
                .isFalse();
        assertThat(driver.getKeyValueStore(LifecycleTopology.DUE_TASKS).all().hasNext())
                .as("an entry of a forgotten task is left in the index of deadlines")
                .isFalse();
    }

    @Test
    void silenceIsNotHeldAgainstARunUntilTheLogWasCaughtUpWith() {
        send(Topics.TASK_COMMANDS, submit("find it"));
        send(Topics.RUN_EVENTS, started("r1", 1));
        facts.readValuesToList();

        driver.advanceWallClockTime(CATCH_UP.minusMillis(1));

        assertThat(facts.isEmpty()).isTrue();
    }

    @Test
    void whatCannotBeReadGoesToTheDeadLettersAndTheNextRecordIsProcessed() {
        bytes(TASK, "not avro".getBytes(UTF_8));
        bytes(TASK, new byte[] {0, 0, 0, 127, 127, 1});
        send(Topics.TASK_COMMANDS, submit("find it"));

        List<TestRecord<byte[], byte[]>> letters = letters();
        assertThat(letters)
                .extracting(letter -> header(letter, "dlq-error"))
                .containsExactly("UnreadableRecordException", "UnknownSchemaException");
        assertThat(letters.getFirst().value()).asString(UTF_8).isEqualTo("not avro");
        assertThat(header(letters.getFirst(), "dlq-topic")).isEqualTo(Topics.TASK_COMMANDS.name());
        assertThat(facts.readValue()).isInstanceOf(TaskSubmitted.class);
    }

    @Test
    void aCommandUnderAnotherKeyGoesToTheDeadLetters() {
        input(Topics.TASK_COMMANDS).pipeInput("task_other", submit("find it"));

        assertThat(letters())
                .extracting(letter -> header(letter, "dlq-message"))
                .containsExactly("The record's key must be its task_id task_1, not task_other");
        assertThat(facts.isEmpty()).isTrue();
    }

    @Test
    void theTraceOfASubmissionIsInEveryRecordThatFollowsFromIt() {
        // When
        String place = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        input(Topics.TASK_COMMANDS).pipeInput(new TestRecord<>(TASK, submit("find it"), traceparent(place)));
        send(Topics.RUN_EVENTS, started("r1", 1));

        // Then
        assertThat(facts.readRecordsToList())
                .hasSize(2)
                .allSatisfy(fact -> assertThat(header(fact, TraceParent.HEADER)).isEqualTo(place));
        assertThat(states.readValuesToList())
                .hasSize(2)
                .extracting(TaskState::getTraceparent)
                .containsOnly(place);
        assertThat(work.readValue().getWork().getTraceparent()).isEqualTo(place);
    }

    @Test
    void aTraceThatIsNoneIsIgnored() {
        input(Topics.TASK_COMMANDS).pipeInput(new TestRecord<>(TASK, submit("find it"), traceparent("00-x-y-01")));

        assertThat(facts.readRecord().headers().lastHeader(TraceParent.HEADER)).isNull();
        assertThat(states.readValue().getTraceparent()).isNull();
    }

    @Test
    void theTimesOfATaskAreMeasured() {
        send(Topics.TASK_COMMANDS, submit("find it"));
        driver.advanceWallClockTime(Duration.ofSeconds(3));
        send(Topics.RUN_EVENTS, started("r1", 1));
        driver.advanceWallClockTime(Duration.ofSeconds(2));
        send(Topics.RUN_EVENTS, finished("r1"));

        assertThat(seconds("neko.task.queue.time")).isEqualTo(3);
        assertThat(seconds("neko.task.duration")).isEqualTo(2);
        assertThat(seconds("neko.task.turnaround")).isEqualTo(5);
    }

    private double seconds(String timer) {
        return meters.get(timer).tag("task_type", "web").timer().totalTime(TimeUnit.SECONDS);
    }

    private static RecordHeaders traceparent(String value) {
        return new RecordHeaders(List.of(new RecordHeader(TraceParent.HEADER, value.getBytes(UTF_8))));
    }

    private void send(Topic<SpecificRecord> topic, SpecificRecord value) {
        input(topic).pipeInput(TASK, value);
    }

    private TestInputTopic<String, SpecificRecord> input(Topic<SpecificRecord> topic) {
        return driver.createInputTopic(
                topic.name(),
                new StringSerializer(),
                AvroSerde.of(topic, registry).serializer());
    }

    private void bytes(String key, byte[] value) {
        driver.createInputTopic(Topics.TASK_COMMANDS.name(), new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(key.getBytes(UTF_8), value);
    }

    private List<TestRecord<byte[], byte[]>> letters() {
        return driver.createOutputTopic(
                        Topics.TASK_COMMANDS.deadLetters(), new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    private static String header(TestRecord<?, ?> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), UTF_8);
    }

    private <V extends SpecificRecord> TestOutputTopic<String, V> output(Topic<V> topic) {
        return driver.createOutputTopic(
                topic.name(),
                new StringDeserializer(),
                AvroSerde.of(topic, registry).deserializer());
    }
}
