package io.nekoagents.streams.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nekoagents.schema.fleet.RoomReport;
import io.nekoagents.schema.fleet.WorkerHeartbeat;
import io.nekoagents.schema.run.WorkRefused;
import io.nekoagents.schema.session.CloseSession;
import io.nekoagents.schema.session.OpenSession;
import io.nekoagents.schema.session.RoomHealth;
import io.nekoagents.schema.session.SessionEnding;
import io.nekoagents.schema.session.SessionSpec;
import io.nekoagents.schema.session.SessionState;
import io.nekoagents.schema.session.SessionStatus;
import io.nekoagents.schema.task.QueuedTask;
import io.nekoagents.schema.task.TaskOptions;
import io.nekoagents.schema.task.TaskSpec;
import io.nekoagents.schema.task.WorkChange;
import io.nekoagents.schema.task.WorkPhase;
import io.nekoagents.schema.topic.Topic;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.wire.AvroSerde;
import io.nekoagents.schema.wire.DeadLetter;
import io.nekoagents.schema.wire.InMemorySchemaRegistry;
import io.nekoagents.streams.deadletter.DeadLetterHandler;
import io.nekoagents.streams.session.SessionSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks that ask for sessions: who is queued when, for which room, and who is told that there is none. */
final class SessionDispatchTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration LOST_AFTER = Duration.ofMinutes(2);
    private static final Duration HEARING = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final List<SessionState> states = new ArrayList<>();
    private TopologyTestDriver driver;
    private Instant now = START;
    private List<RoomReport> reports = List.of();

    @BeforeEach
    void start() {
        Topics.all().forEach(topic -> registry.register(topic.subject(), topic.schema()));
        Topology topology = new Topology();
        new DispatchTopology(
                        registry,
                        new DispatchSettings(1, new DispatchSettings.Quota(0, 0, 0, 1), Map.of()),
                        new SessionSettings(LOST_AFTER, Duration.ofSeconds(5), Duration.ofDays(31), 10),
                        new SimpleMeterRegistry())
                .addTo(topology);
        Properties config = new Properties();
        config.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
        config.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetterHandler.class);
        config.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetterHandler.class);
        driver = new TopologyTestDriver(topology, config, START);
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void tasksOfASessionGoOneAfterTheOtherWithItsRoom() {
        openInRoomA();
        waits("task_1", "sess_1");
        waits("task_2", "sess_1");

        assertThat(queued()).singleElement().satisfies(work -> {
            assertThat(work.getTaskId()).isEqualTo("task_1");
            assertThat(work.getRoom().getAddress()).isEqualTo("http://a/");
            assertThat(work.getRoom().getSessionId()).isEqualTo("sess_1");
            assertThat(work.getRoom().getCredentials()).isEqualTo("staff");
        });
        assertThat(session().getTaskId()).isEqualTo("task_1");

        place("task_1", WorkPhase.RUNNING, "sess_1");
        assertThat(queued()).isEmpty();

        place("task_1", WorkPhase.GONE, "sess_1");
        assertThat(queued()).extracting(QueuedTask::getTaskId).containsExactly("task_2");
        assertThat(session().getTaskId()).isEqualTo("task_2");
    }

    @Test
    void aTaskThatWaitsForASessionKeepsNobodyBehindItWaiting() {
        send(Topics.SESSION_COMMANDS, "sess_1", open());
        waits("task_1", "sess_1");
        waits("task_2", null);

        assertThat(queued()).extracting(QueuedTask::getTaskId).containsExactly("task_2");
    }

    @Test
    void whereSessionsHaveEveryRoomOthersWait() {
        openInRoomA();
        waits("task_1", null);
        assertThat(queued()).as("the only room is taken").isEmpty();

        beat(kept("a"), room("b"));
        assertThat(queued())
                .extracting(QueuedTask::getTaskId, QueuedTask::getRoom)
                .containsExactly(tuple("task_1", null));
        waits("task_2", null);
        assertThat(queued()).as("room b is about to be in use").isEmpty();
    }

    @Test
    void aSessionThatNobodyHasFailsItsTasksAfterAMoment() {
        openInRoomA();
        passes(HEARING);
        waits("task_1", "sess_none");
        waitsOf("other", "task_2", "sess_1");
        waits("task_3", "no-such-room");
        passes(Duration.ofSeconds(4));
        assertThat(refusals()).isEmpty();

        passes(Duration.ofSeconds(3));

        List<WorkRefused> refusals = refusals();
        assertThat(refusals).extracting(WorkRefused::getTaskId).containsExactlyInAnyOrder("task_1", "task_2", "task_3");
        assertThat(refusals).extracting(each -> each.getFailure().getCode()).containsOnly("no_such_session");
        assertThat(refusals)
                .extracting(each -> each.getFailure().getMessage().replaceAll("\".*\"", "it"))
                .as("another tenant's session and none sound the same")
                .containsOnly("There is no session or room it");
    }

    @Test
    void aTaskForARoomOutlivesARestartOfItsOnlyWorker() {
        beat(room("a"), room("b"));
        passes(HEARING);
        beat(room("b"));
        waits("task_1", "a");
        passes(Duration.ofSeconds(60));
        assertThat(refusals()).isEmpty();

        beat(room("a"), room("b"));
        assertThat(queued()).extracting(QueuedTask::getTaskId).containsExactly("task_1");
    }

    @Test
    void aTaskForARoomWaitsForWorkersThatWereNotHeardOfYet() {
        waits("task_1", "a");
        driver.advanceWallClockTime(Duration.ofSeconds(20));
        assertThat(queued()).isEmpty();

        beat(room("a"));

        assertThat(queued())
                .singleElement()
                .satisfies(work -> assertThat(work.getRoom().getAddress()).isEqualTo("http://a/"));
        assertThat(refusals()).isEmpty();
    }

    @Test
    void tasksForARoomGoOneAfterTheOtherAndHoldNobodyUp() {
        beat(room("a"), room("b"));
        for (int i = 1; i <= 8; i++) {
            waits("task_" + i, "a");
        }
        waitsOf("other", "task_9", null);
        assertThat(queued()).extracting(QueuedTask::getTaskId).containsExactly("task_1", "task_9");

        place("task_1", WorkPhase.RUNNING, "a");
        assertThat(queued()).isEmpty();

        place("task_1", WorkPhase.GONE, "a");
        assertThat(queued()).extracting(QueuedTask::getTaskId).containsExactly("task_2");
    }

    @Test
    void twoRoomsOfOneNameAreForTwoTasks() {
        RoomReport other =
                RoomReport.newBuilder(room("a")).setAddress("http://a2/").build();
        beat(room("a"), other);
        waits("task_1", "a");
        waits("task_2", "a");
        waits("task_3", "a");

        assertThat(queued())
                .extracting(QueuedTask::getTaskId, each -> each.getRoom().getAddress())
                .containsExactly(tuple("task_1", "http://a/"), tuple("task_2", "http://a2/"));

        place("task_1", WorkPhase.RUNNING, "a");
        place("task_1", WorkPhase.GONE, "a");
        assertThat(queued())
                .extracting(QueuedTask::getTaskId, each -> each.getRoom().getAddress())
                .containsExactly(tuple("task_3", "http://a/"));
    }

    @Test
    void aCommandThatIsReadAMomentAfterTheTaskIsInTime() {
        waits("task_1", "sess_1");
        passes(Duration.ofSeconds(3));
        openInRoomA();

        assertThat(queued()).extracting(QueuedTask::getTaskId).containsExactly("task_1");
        assertThat(refusals()).isEmpty();
    }

    @Test
    void tasksOfALostSessionWaitForTheRoomAndAreToldWhenItDoesNotComeBack() {
        openInRoomA();
        beat(sick("a"));
        waits("task_1", "sess_1");
        assertThat(session().getHealth()).isEqualTo(RoomHealth.LOST);
        assertThat(queued()).isEmpty();
        assertThat(refusals()).isEmpty();

        passes(LOST_AFTER.plusSeconds(1));

        assertThat(session().getEnding()).isEqualTo(SessionEnding.LOST);
        assertThat(refusals())
                .extracting(WorkRefused::getTaskId, each -> each.getFailure().getCode())
                .containsExactly(tuple("task_1", "session_lost"));
    }

    @Test
    void tasksOfALostSessionGoOnWhenTheRoomIsBack() {
        openInRoomA();
        beat(sick("a"));
        waits("task_1", "sess_1");
        assertThat(queued()).isEmpty();

        beat(kept("a"));

        assertThat(queued()).extracting(QueuedTask::getTaskId).containsExactly("task_1");
    }

    @Test
    void closingWaitsForTheTaskAtWorkAndFailsThoseThatWait() {
        openInRoomA();
        waits("task_1", "sess_1");
        waits("task_2", "sess_1");
        place("task_1", WorkPhase.RUNNING, "sess_1");

        send(Topics.SESSION_COMMANDS, "sess_1", new CloseSession("sess_1", "acme", now));
        passes(Duration.ofSeconds(1));
        assertThat(session().getStatus()).isEqualTo(SessionStatus.CLOSING);
        assertThat(refusals())
                .extracting(WorkRefused::getTaskId, each -> each.getFailure().getCode())
                .containsExactly(tuple("task_2", "session_closed"));

        place("task_1", WorkPhase.GONE, "sess_1");
        assertThat(session().getEnding()).isEqualTo(SessionEnding.ASKED);
    }

    @Test
    void aCommandThatNoStateCanAnswerIsADeadLetterAndNothingChanges() {
        openInRoomA();

        send(Topics.SESSION_COMMANDS, "sess_1", new CloseSession("sess_1", "other", now));
        send(Topics.SESSION_COMMANDS, "sess_2", new CloseSession("sess_1", "acme", now));

        assertThat(session().getStatus()).isEqualTo(SessionStatus.OPEN);
        assertThat(driver.createOutputTopic(
                                Topics.SESSION_COMMANDS.deadLetters(),
                                new StringDeserializer(),
                                new ByteArrayDeserializer())
                        .readKeyValuesToList())
                .extracting(each -> each.key)
                .containsExactly("sess_1", "sess_2");
    }

    @Test
    void aRecordThatIsTooLargeIsADeadLetterWithoutItsValue() {
        driver.createInputTopic(Topics.SESSION_COMMANDS.name(), new StringSerializer(), new ByteArraySerializer())
                .pipeInput("sess_1", new byte[DeadLetter.MOST_BYTES + 1]);

        TestRecord<String, byte[]> letter = driver.createOutputTopic(
                        Topics.SESSION_COMMANDS.deadLetters(), new StringDeserializer(), new ByteArrayDeserializer())
                .readRecord();
        assertThat(letter.key()).isEqualTo("sess_1");
        assertThat(letter.value()).isNull();
        assertThat(header(letter, DeadLetter.LEFT_OUT)).isEqualTo("524289");
        assertThat(header(letter, DeadLetter.MESSAGE)).contains("524289 bytes");
    }

    private static String header(TestRecord<String, byte[]> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    @Test
    void whatIsKnownOfSessionsIsKept() {
        openInRoomA();

        assertThat(driver.<String, SessionState>getKeyValueStore(DispatchTopology.SESSIONS)
                        .get("sess_1"))
                .isEqualTo(session());
    }

    @Test
    void whatHasEndedLongAgoIsForgotten() {
        openInRoomA();
        send(Topics.SESSION_COMMANDS, "sess_1", new CloseSession("sess_1", "acme", now));
        assertThat(session().getEnding()).isEqualTo(SessionEnding.ASKED);

        driver.advanceWallClockTime(Duration.ofDays(31).minusHours(1));
        assertThat(kept("sess_1", DispatchTopology.SESSIONS)).isNotNull();
        driver.advanceWallClockTime(Duration.ofHours(2));

        assertThat(kept("sess_1", DispatchTopology.SESSIONS)).isNull();
        assertThat(read(Topics.SESSION_STATE)).as("a tombstone").last().isNull();
    }

    private @Nullable SessionState kept(String id, String store) {
        return driver.<String, SessionState>getKeyValueStore(store).get(id);
    }

    private void openInRoomA() {
        beat(room("a"));
        send(Topics.SESSION_COMMANDS, "sess_1", open());
        assertThat(session().getStatus()).isEqualTo(SessionStatus.PREPARING);
        beat(kept("a"));
        assertThat(session().getStatus()).isEqualTo(SessionStatus.OPEN);
    }

    private OpenSession open() {
        SessionSpec spec = SessionSpec.newBuilder()
                .setCredentials("staff")
                .setIdleTimeoutSeconds(600)
                .build();
        return new OpenSession("sess_1", "acme", spec, null, now);
    }

    private void waits(String taskId, @Nullable String asked) {
        waitsOf("acme", taskId, asked);
    }

    private void waitsOf(String tenant, String taskId, @Nullable String asked) {
        TaskSpec spec = TaskSpec.newBuilder()
                .setTask("x")
                .setOptions(TaskOptions.newBuilder().setSessionId(asked).build())
                .build();
        QueuedTask work = QueuedTask.newBuilder()
                .setTaskId(taskId)
                .setTenant(tenant)
                .setDispatch(1)
                .setSpec(spec)
                .setQueuedAt(now)
                .build();
        send(Topics.TASK_DISPATCH, taskId, new WorkChange(taskId, tenant, WorkPhase.WAITING, work, asked));
    }

    private void place(String taskId, WorkPhase phase, String asked) {
        send(Topics.TASK_DISPATCH, taskId, new WorkChange(taskId, "acme", phase, null, asked));
    }

    /** Time goes by, and the worker that beat last goes on beating as it did. */
    private void passes(Duration time) {
        Instant until = now.plus(time);
        while (now.isBefore(until)) {
            Duration step = Duration.ofSeconds(1);
            driver.advanceWallClockTime(step);
            now = now.plus(step);
            beat(reports.toArray(RoomReport[]::new));
        }
        driver.advanceWallClockTime(Duration.ofMillis(500));
        now = now.plusMillis(500);
    }

    private void beat(RoomReport... rooms) {
        reports = List.of(rooms);
        send(Topics.WORKERS, "w1", new WorkerHeartbeat("w1", "default", 4, 0, "ocr", false, null, reports, START, now));
    }

    private static RoomReport room(String name) {
        return RoomReport.newBuilder()
                .setName(name)
                .setAddress("http://" + name + "/")
                .setHealthy(true)
                .build();
    }

    private static RoomReport kept(String name) {
        return RoomReport.newBuilder(room(name))
                .setReservedFor("sess_1")
                .setPrepared(true)
                .build();
    }

    private static RoomReport sick(String name) {
        return RoomReport.newBuilder(kept(name))
                .setHealthy(false)
                .setReason("sick")
                .build();
    }

    private <V extends SpecificRecord> void send(Topic<V> topic, String key, V value) {
        driver.createInputTopic(
                        topic.name(),
                        new StringSerializer(),
                        AvroSerde.of(topic, registry).serializer())
                .pipeInput(key, value);
    }

    private SessionState session() {
        states.addAll(read(Topics.SESSION_STATE));
        assertThat(states).as("published states of sessions").isNotEmpty();
        return states.getLast();
    }

    private List<QueuedTask> queued() {
        return read(Topics.TASK_QUEUE);
    }

    private List<WorkRefused> refusals() {
        return read(Topics.RUN_EVENTS).stream().map(WorkRefused.class::cast).toList();
    }

    private <V extends SpecificRecord> List<V> read(Topic<V> topic) {
        return driver.createOutputTopic(
                        topic.name(),
                        new StringDeserializer(),
                        AvroSerde.of(topic, registry).deserializer())
                .readValuesToList();
    }
}
