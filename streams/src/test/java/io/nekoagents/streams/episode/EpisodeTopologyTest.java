package io.nekoagents.streams.episode;

import static io.nekoagents.streams.episode.EpisodeRecords.OF_TASK;
import static io.nekoagents.streams.episode.EpisodeRecords.RECORDING;
import static io.nekoagents.streams.episode.EpisodeRecords.TASK;
import static io.nekoagents.streams.episode.EpisodeRecords.action;
import static io.nekoagents.streams.episode.EpisodeRecords.at;
import static io.nekoagents.streams.episode.EpisodeRecords.cancelled;
import static io.nekoagents.streams.episode.EpisodeRecords.completed;
import static io.nekoagents.streams.episode.EpisodeRecords.ended;
import static io.nekoagents.streams.episode.EpisodeRecords.frame;
import static io.nekoagents.streams.episode.EpisodeRecords.recorded;
import static io.nekoagents.streams.episode.EpisodeRecords.recording;
import static io.nekoagents.streams.episode.EpisodeRecords.started;
import static io.nekoagents.streams.episode.EpisodeRecords.submitted;
import static io.nekoagents.streams.episode.EpisodeRecords.told;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nekoagents.schema.capture.EpisodeDraft;
import io.nekoagents.schema.capture.EpisodeEnd;
import io.nekoagents.schema.capture.EpisodeFinished;
import io.nekoagents.schema.capture.EpisodeFrame;
import io.nekoagents.schema.capture.EpisodePart;
import io.nekoagents.schema.capture.FrameRecorded;
import io.nekoagents.schema.task.QueuedTask;
import io.nekoagents.schema.task.TaskSpec;
import io.nekoagents.schema.topic.Topic;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.wire.AvroSerde;
import io.nekoagents.schema.wire.InMemorySchemaRegistry;
import io.nekoagents.streams.deadletter.DeadLetterHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EpisodeTopologyTest {

    private static final Path GOLDEN = Path.of("src/test/resources/topology/episode-assembly.txt");
    private static final Duration CATCH_UP = Duration.ofSeconds(5);
    private static final int BROKER_TAKES = 1_000_000;
    private static final EpisodeSettings SETTINGS = new EpisodeSettings(
            Duration.ofSeconds(5), Duration.ofMinutes(2), Duration.ofSeconds(5), Duration.ofHours(1), 3, 10_000);

    @TempDir
    private Path folder;

    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private TopologyTestDriver driver;

    @BeforeEach
    void start() {
        Topics.all().forEach(topic -> registry.register(topic.subject(), topic.schema()));
        driver = driver("first");
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
    void aTaskBecomesOneEpisodeUnderItsKeyAndNothingIsLeft() {
        run(3);
        send(Topics.TASK_EVENTS, completed(3, 10), 10);

        assertThat(episodes())
                .allSatisfy(each -> assertThat(each.key()).isEqualTo(OF_TASK))
                .extracting(each -> each.value().getSchema().getName())
                .containsExactly("EpisodeStarted", "EpisodePart", "EpisodeFinished");
        assertThat(entries(EpisodeTopology.PIECES))
                .as("frames and actions that are kept")
                .isZero();
        assertThat(meters.get("neko.episodes.ended")
                        .tag("ending", "finished")
                        .counter()
                        .count())
                .isEqualTo(1);

        driver.advanceWallClockTime(Duration.ofHours(2));
        driver.advanceWallClockTime(Duration.ofSeconds(1));
        assertEverythingIsGone();
    }

    @Test
    void whatComesTwiceOrLateIsCountedAndChangesNothing() {
        run(3);
        send(Topics.FRAMES, frame(1, 2, "look 2", 2), 3);
        send(Topics.ACTIONS, action(1, 2, 2.5), 3);
        send(Topics.TASK_EVENTS, started(2, 4), 4);
        send(Topics.FRAMES, frame(1, 4, "zombie", 5), 5);
        send(Topics.TASK_EVENTS, cancelled(2, 6), 6);
        driver.advanceWallClockTime(Duration.ofSeconds(11));
        send(Topics.FRAMES, frame(2, 4, "late", 5), 12);

        assertThat(finished().getFrames()).isEqualTo(3);
        assertThat(finished().getActions()).isEqualTo(3);
        assertThat(ignored("duplicate")).isEqualTo(2);
        assertThat(ignored("older_attempt")).isEqualTo(1);
        assertThat(ignored("late")).isEqualTo(1);
    }

    @Test
    void fiveThousandFramesAreCutIntoPartsThatTheBrokerTakes() {
        send(Topics.CAPTURE_RECORDINGS, recording(4, 80_000), 0);
        for (int i = 0; i < 5_000; i++) {
            FrameRecorded frame = recorded("f" + i, "%064x".formatted(i), i * 0.5);
            frame.getFrame().setUri("s3://" + "bucket/".repeat(20) + i);
            send(Topics.CAPTURE_RECORDINGS, frame, i * 0.5);
        }
        for (int i = 0; i < 40; i++) {
            var told = told("l" + i, 100 + i);
            told.getAction().setReason("ü".repeat(150_000));
            send(Topics.CAPTURE_RECORDINGS, told, 2_500);
        }
        send(Topics.CAPTURE_RECORDINGS, ended(false, 2_500), 2_500);

        List<byte[]> values = values();
        assertThat(values)
                .allSatisfy(value -> assertThat(value.length).isLessThan(BROKER_TAKES / 2))
                .hasSizeGreaterThan(13);
        List<SpecificRecord> records = values.stream()
                .map(value -> AvroSerde.of(Topics.CAPTURE_EPISODES, registry)
                        .deserializer()
                        .deserialize(Topics.CAPTURE_EPISODES.name(), value))
                .toList();
        List<EpisodePart> parts = all(records, EpisodePart.class);
        EpisodeFinished finished = (EpisodeFinished) records.getLast();
        assertThat(finished.getParts()).isEqualTo(parts.size());
        assertThat(records.subList(records.size() - parts.size() - 1, records.size() - 1))
                .as("the parts stand together before the end")
                .isEqualTo(parts);
        assertThat(parts).extracting(EpisodePart::getPart).isSorted().doesNotHaveDuplicates();
        assertThat(parts.stream().flatMap(part -> part.getFrames().stream()).map(EpisodeFrame::getFrameId))
                .hasSize(5_000)
                .startsWith("f0", "f1")
                .endsWith("f4999");
        assertThat(parts.stream().flatMap(part -> part.getActions().stream()))
                .hasSize(40)
                .allSatisfy(each -> assertThat(each.getReason()).endsWith("[…cut: 150000 characters]"));
    }

    @Test
    void aRecordingWhoseRecorderIsGoneEndsWithoutARecord() {
        send(Topics.CAPTURE_RECORDINGS, recording(1, 3_600), 0);
        send(Topics.CAPTURE_RECORDINGS, recorded("f1", "A", 1), 1);

        driver.advanceWallClockTime(Duration.ofSeconds(119));
        assertThat(all(facts(), EpisodeFinished.class)).isEmpty();
        driver.advanceWallClockTime(Duration.ofSeconds(2));

        assertThat(finished().getEnd()).isEqualTo(EpisodeEnd.IDLE);
    }

    @Test
    void whileThereIsMoreToReadOnlyTheLogsTimePasses() {
        // Given: what was written long ago, read now
        send(Topics.CAPTURE_RECORDINGS, recording(1, 3_600), 0);
        driver.advanceWallClockTime(Duration.ofSeconds(4));
        for (int i = 1; i < 100; i++) {
            send(Topics.CAPTURE_RECORDINGS, recorded("f" + i, "look " + i, i), i / 10.0);
            driver.advanceWallClockTime(Duration.ofSeconds(4));
        }
        send(Topics.CAPTURE_RECORDINGS, ended(false, 100), 10);

        assertThat(finished().getEnd()).isEqualTo(EpisodeEnd.ASKED);
        assertThat(finished().getFrames()).isEqualTo(99);
    }

    @Test
    void aProducerWhoseClockIsAheadEndsNobodysEpisode() {
        send(Topics.CAPTURE_RECORDINGS, recording(1, 3_600), 0);
        send(Topics.CAPTURE_RECORDINGS, recorded("f1", "A", 1), 1);
        send(Topics.TASK_EVENTS, submitted(), 100_000);
        driver.advanceWallClockTime(Duration.ofMillis(250));

        assertThat(all(facts(), EpisodeFinished.class)).isEmpty();
    }

    @Test
    void openEpisodesOutliveTheProcess() {
        // Given
        run(2);
        send(Topics.CAPTURE_RECORDINGS, recording(1, 3_600), 0);
        send(Topics.CAPTURE_RECORDINGS, recorded("f1", "A", 1), 1);
        Map<String, List<TestRecord<byte[], byte[]>>> state = changelogs();

        // When: another process reads the state from its changelogs
        driver.close();
        driver = driver("second");
        state.forEach((store, records) -> {
            KeyValueStore<Object, Object> restored = driver.getKeyValueStore(store);
            records.forEach(each -> restore(restored, store, each));
        });
        send(Topics.FRAMES, frame(1, 3, "look 3", 3), 3);
        send(Topics.ACTIONS, action(1, 3, 3.5), 3.5);
        send(Topics.TASK_EVENTS, completed(3, 4), 4);
        send(Topics.CAPTURE_RECORDINGS, ended(false, 5), 5);

        // Then
        assertThat(all(facts(), EpisodeFinished.class))
                .extracting(EpisodeFinished::getEpisodeId, EpisodeFinished::getFrames, EpisodeFinished::getActions)
                .containsExactly(tuple(OF_TASK, 3, 3), tuple(RECORDING, 1, 0));
    }

    @Test
    void whatCannotBeUsedGoesToTheDeadLetters() {
        driver.createInputTopic(Topics.FRAMES.name(), new StringSerializer(), new ByteArraySerializer())
                .pipeInput(TASK, "not avro".getBytes(UTF_8));
        input(Topics.FRAMES).pipeInput("task_other", frame(1, 1, "A", 1));
        input(Topics.FRAMES).pipeInput(TASK, frame(1, 1, "", 1));
        input(Topics.FRAMES).pipeInput(TASK, null);
        run(3);
        send(Topics.TASK_EVENTS, completed(3, 10), 10);

        assertThat(driver.createOutputTopic(
                                Topics.FRAMES.deadLetters(), new ByteArrayDeserializer(), new ByteArrayDeserializer())
                        .readRecordsToList())
                .extracting(each ->
                        new String(each.headers().lastHeader("dlq-message").value(), UTF_8))
                .hasSize(4)
                .contains(
                        "The record's key must be task_1, not task_other",
                        "sha256 must have 1 to 256 characters, not 0",
                        "The record has no value");
        assertThat(finished().getFrames()).isEqualTo(3);
    }

    @Test
    void aRecordOfAnotherKindIsRefusedByName() {
        QueuedTask other = new QueuedTask(
                TASK, "default", 1, TaskSpec.newBuilder().setTask("x").build(), at(0), null, null);

        assertThatThrownBy(() -> new EpisodeAssembly(EpisodeRecords.LIMITS).accept(TASK, other, at(0)))
                .hasMessageContaining("QueuedTask");
    }

    private void run(int steps) {
        send(Topics.TASK_EVENTS, submitted(), 0);
        send(Topics.TASK_EVENTS, started(1, 0.5), 0.5);
        for (int step = 1; step <= steps; step++) {
            send(Topics.FRAMES, frame(1, step, "look " + step, step), step);
            send(Topics.ACTIONS, action(1, step, step + 0.5), step + 0.5);
        }
    }

    private Map<String, List<TestRecord<byte[], byte[]>>> changelogs() {
        Map<String, List<TestRecord<byte[], byte[]>>> found = new HashMap<>();
        for (String store : List.of(EpisodeTopology.EPISODES, EpisodeTopology.PIECES, EpisodeTopology.DUE)) {
            found.put(
                    store,
                    driver.createOutputTopic(
                                    "episodes-test-" + store + "-changelog",
                                    new ByteArrayDeserializer(),
                                    new ByteArrayDeserializer())
                            .readRecordsToList());
        }
        return found;
    }

    private static void restore(KeyValueStore<Object, Object> store, String name, TestRecord<byte[], byte[]> change) {
        boolean drafts = name.equals(EpisodeTopology.EPISODES);
        Object key = drafts ? new String(change.key(), UTF_8) : Bytes.wrap(change.key());
        Object value = change.value() == null || !drafts
                ? change.value()
                : DraftSerde.decode(EpisodeDraft.getDecoder(), change.value());
        store.put(key, value);
    }

    private void assertEverythingIsGone() {
        assertThat(driver.getAllStateStores().keySet())
                .containsExactlyInAnyOrder(EpisodeTopology.EPISODES, EpisodeTopology.PIECES, EpisodeTopology.DUE)
                .allSatisfy(store ->
                        assertThat(entries(store)).as("entries of %s", store).isZero());
    }

    private long entries(String store) {
        KeyValueStore<Object, Object> kept = driver.getKeyValueStore(store);
        long count = 0;
        try (KeyValueIterator<Object, Object> all = kept.all()) {
            while (all.hasNext()) {
                all.next();
                count++;
            }
        }
        return count;
    }

    private double ignored(String reason) {
        return meters.get("neko.episode.records.ignored")
                .tag("reason", reason)
                .counter()
                .count();
    }

    private final List<TestRecord<String, SpecificRecord>> read = new ArrayList<>();

    private List<TestRecord<String, SpecificRecord>> episodes() {
        read.addAll(driver.createOutputTopic(
                        Topics.CAPTURE_EPISODES.name(),
                        new StringDeserializer(),
                        AvroSerde.of(Topics.CAPTURE_EPISODES, registry).deserializer())
                .readRecordsToList());
        return read;
    }

    private List<SpecificRecord> facts() {
        return episodes().stream().map(TestRecord::value).toList();
    }

    private List<byte[]> values() {
        return driver.createOutputTopic(
                        Topics.CAPTURE_EPISODES.name(), new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readValuesToList();
    }

    private EpisodeFinished finished() {
        return all(facts(), EpisodeFinished.class).getFirst();
    }

    private static <T> List<T> all(List<SpecificRecord> records, Class<T> type) {
        return records.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private <V extends SpecificRecord> void send(Topic<V> topic, V value, double seconds) {
        Instant written = at(seconds);
        input(topic).pipeInput((String) value.get(0), value, written);
    }

    private <V extends SpecificRecord> TestInputTopic<String, V> input(Topic<V> topic) {
        return driver.createInputTopic(
                topic.name(),
                new StringSerializer(),
                AvroSerde.of(topic, registry).serializer());
    }

    private Topology topology() {
        Topology topology = new Topology();
        new EpisodeTopology(registry, SETTINGS, CATCH_UP, meters).addTo(topology);
        return topology;
    }

    private TopologyTestDriver driver(String state) {
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "episodes-test");
        config.put(StreamsConfig.STATE_DIR_CONFIG, folder.resolve(state).toString());
        config.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetterHandler.class);
        config.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetterHandler.class);
        return new TopologyTestDriver(topology(), config, EpisodeRecords.START);
    }
}
