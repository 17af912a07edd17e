package io.nekoagents.local.replay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nekoagents.broker.EmbeddedBroker;
import io.nekoagents.capture.config.Configs;
import io.nekoagents.capture.config.DatasetSettings;
import io.nekoagents.capture.mds.Compression;
import io.nekoagents.capture.mds.Hash;
import io.nekoagents.capture.mds.MdsIndex;
import io.nekoagents.capture.mds.MdsReader;
import io.nekoagents.capture.mds.Sample;
import io.nekoagents.capture.mds.SampleCursor;
import io.nekoagents.capture.mds.ShardFormat;
import io.nekoagents.capture.sample.FrameSettings;
import io.nekoagents.capture.sample.FrameSource;
import io.nekoagents.capture.sample.Sampler;
import io.nekoagents.capture.store.OpenStores;
import io.nekoagents.capture.store.StoreSettings;
import io.nekoagents.local.bench.RunHistory;
import io.nekoagents.local.bench.RunHistory.Run;
import io.nekoagents.schema.capture.CaptureConfig;
import io.nekoagents.schema.connect.KafkaConnection;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.wire.AvroSerde;
import io.nekoagents.schema.wire.InMemorySchemaRegistry;
import io.nekoagents.schema.wire.SchemaRegistry;
import io.nekoagents.streams.episode.EpisodeLimits;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Datasets from the log alone. */
final class ReplayIT {

    /** Not long ago: the broker drops what is older than a topic is kept for. */
    @SuppressWarnings("TimeInStaticInitializer") // one moment for all of it
    private static final Instant BEGIN =
            Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(4 * 3_600);

    private static final Span HOUR = new Span(BEGIN, BEGIN.plusSeconds(3_600));
    private static final int STEPS = 4;

    /** It asks that what its actions carry is kept out of shards. */
    private static final String DISCREET = "discreet";

    private static final Path PICTURES = Path.of("pictures");

    @TempDir
    static Path folder;

    private static final SchemaRegistry REGISTRY = new InMemorySchemaRegistry();
    private static EmbeddedBroker broker;
    private static KafkaConnection connection;

    @BeforeAll
    static void start() throws Exception {
        broker = EmbeddedBroker.start(folder.resolve("broker"));
        connection = KafkaConnection.of(broker.bootstrapServers(), URI.create("http://127.0.0.1:1"));
        connection.provision(REGISTRY);
        try (RunHistory history = new RunHistory(connection, REGISTRY, folder.resolve(PICTURES), 1)) {
            for (int i = 0; i < 12; i++) {
                history.write(new Run("task_a" + i, "acme", true, STEPS, BEGIN.plusSeconds(i)));
            }
            history.write(new Run("task_b", "beta", true, STEPS, BEGIN.plusSeconds(20)));
            history.write(new Run("task_private", "acme", false, STEPS, BEGIN.plusSeconds(30)));
            history.write(new Run("task_discreet", DISCREET, true, STEPS, BEGIN.plusSeconds(40)));
            // Given: one that begins before the span, one that goes on after it
            history.write(new Run("task_early", "acme", true, STEPS, BEGIN.minusSeconds(2)));
            history.write(new Run("task_late", "acme", true, STEPS, HOUR.to().minusSeconds(2)));
        }
        configure();
        litter();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    private static void configure() throws Exception {
        try (KafkaProducer<String, CaptureConfig> configs = new KafkaProducer<>(
                connection.client("configs"),
                new StringSerializer(),
                AvroSerde.of(Topics.CAPTURE_CONFIG, REGISTRY).serializer())) {
            CaptureConfig config = CaptureConfig.newBuilder()
                    .setTenant(DISCREET)
                    .setRedactFields(List.of("reason"))
                    .setUpdatedAt(BEGIN)
                    .build();
            configs.send(new ProducerRecord<>(Topics.CAPTURE_CONFIG.name(), DISCREET, config))
                    .get();
            // What the sink refuses counts for nobody: it would have what was kept out so far put into shards again.
            CaptureConfig refused = CaptureConfig.newBuilder()
                    .setTenant(DISCREET)
                    .setRemoteUri("s3://elsewhere/sets")
                    .setUpdatedAt(BEGIN)
                    .build();
            configs.send(new ProducerRecord<>(Topics.CAPTURE_CONFIG.name(), DISCREET, refused))
                    .get();
        }
    }

    /** What nobody can read is in a real log, too. */
    private static void litter() throws Exception {
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(connection.client("litter"), new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                            Topics.TASK_EVENTS.name(),
                            null,
                            BEGIN.plusSeconds(5).toEpochMilli(),
                            "task_a1",
                            "no".getBytes(UTF_8)))
                    .get();
        }
    }

    @Test
    void theSameSpanGivesTheSameBytes() throws Exception {
        for (String compression : List.of("none", "zstd:6")) {
            Path one = folder.resolve("one-" + compression.substring(0, 4));
            Path two = folder.resolve("two-" + compression.substring(0, 4));

            replay(HOUR, List.of(), false, compression, one);
            replay(HOUR, List.of(), false, compression, two);

            assertThat(bytes(two)).as(compression).isEqualTo(bytes(one)).hasSizeGreaterThan(2);
        }
    }

    @Test
    void everyEpisodeOfTheSpanIsInItOnceAndNothingElse() throws Exception {
        Path out = folder.resolve("all");

        Replayed replayed = replay(HOUR, List.of(), false, "none", out);

        Set<String> wanted = new TreeSet<>(Set.of("ep_b", "ep_discreet"));
        for (int i = 0; i < 12; i++) {
            wanted.add("ep_a" + i);
        }
        assertThat(episodes(out)).containsExactlyInAnyOrderElementsOf(wanted);
        assertThat(replayed.episodes()).isEqualTo(14);
        assertThat(replayed.samples()).isEqualTo(14);
        assertThat(replayed.unreadable()).isEqualTo(1);
        assertThat(replayed.missing()).isEmpty();
    }

    @Test
    void onlyWhatIsAskedForIsInIt() throws Exception {
        Path out = folder.resolve("beta");

        replay(HOUR, List.of("tenant=beta", "outcome=completed"), false, "none", out);

        assertThat(episodes(out)).containsExactly("ep_b");
    }

    @Test
    void whatWasNotCapturedIsOnlyInItWhereThatIsSaid() throws Exception {
        Path out = folder.resolve("uncaptured");

        replay(HOUR, List.of("task_id=task_private"), true, "none", out);

        assertThat(episodes(out)).containsExactly("ep_private");
    }

    @Test
    void whatATenantKeepsSecretIsInNoShard() throws Exception {
        Path discreet = folder.resolve("discreet");
        Path open = folder.resolve("open");

        replay(HOUR, List.of("tenant=" + DISCREET), false, "none", discreet);
        replay(HOUR, List.of("tenant=beta"), false, "none", open);

        assertThat(text(open)).contains("the button is where it was");
        assertThat(episodes(discreet)).containsExactly("ep_discreet");
        assertThat(text(discreet)).doesNotContain("the button is where it was");
    }

    @Test
    void aMissingFrameIsReportedAndItsEpisodeLeftOut() throws Exception {
        Path own = folder.resolve("own-pictures");
        try (RunHistory history = new RunHistory(connection, REGISTRY, own, 2)) {
            history.write(new Run("task_torn", "torn", true, STEPS, HOUR.to().plusSeconds(60)));
        }
        Files.delete(own.resolve("picture3.jpg"));
        Path out = folder.resolve("torn");

        Span next = new Span(HOUR.to(), HOUR.to().plusSeconds(3_600));

        Replayed replayed = replay(next, List.of("tenant=torn"), false, "none", out);

        assertThat(replayed.episodes()).isZero();
        assertThat(replayed.missing()).singleElement().satisfies(missing -> {
            assertThat(missing.episodeId()).isEqualTo("ep_torn");
            assertThat(missing.code()).isEqualTo("frame_missing");
            assertThat(missing.problem()).contains("frame_3");
        });
        assertThat(MdsIndex.read(out).shards()).isEmpty();
    }

    @Test
    void aTermThatIsNotUnderstoodIsNamed() {
        assertThatThrownBy(() -> Wanted.where(List.of("colour=blue"), false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("colour=blue");
    }

    private static Replayed replay(Span span, List<String> where, boolean uncaptured, String compression, Path out)
            throws IOException, InterruptedException {
        StoreSettings usual = StoreSettings.usual();
        try (OpenStores stores = new OpenStores(usual)) {
            FrameSettings frames = new FrameSettings(
                    List.of(
                            folder.resolve(PICTURES).toString(),
                            folder.resolve("own-pictures").toString()),
                    4);
            Replay replay = new Replay(
                    connection,
                    REGISTRY,
                    new Sampler(new FrameSource(frames, stores), List.of()),
                    EpisodeLimits.USUAL,
                    new Configs(new Binder(new MapConfigurationPropertySource())
                            .bindOrCreate("neko.capture", DatasetSettings.class)));
            ShardFormat format = new ShardFormat(
                    Sampler.columns("episodes"), Compression.parse(compression), List.of(Hash.SHA1), 256 << 10);
            return replay.run(
                    new Replay.Order(span, Wanted.where(where, uncaptured), "episodes", format), out, _ -> {});
        }
    }

    private static List<String> episodes(Path dataset) throws IOException {
        List<String> episodes = new ArrayList<>();
        try (SampleCursor cursor = MdsReader.open(dataset).read()) {
            for (Optional<Sample> next = cursor.next(); next.isPresent(); next = cursor.next()) {
                episodes.add(String.valueOf(next.get().get("episode_id")));
            }
        }
        return episodes;
    }

    /** Each file's content, a character for a byte. */
    private static Map<String, String> bytes(Path dataset) throws IOException {
        Map<String, String> bytes = new TreeMap<>();
        try (Stream<Path> files = Files.list(dataset)) {
            for (Path file : files.toList()) {
                bytes.put(file.getFileName().toString(), Files.readString(file, ISO_8859_1));
            }
        }
        return bytes;
    }

    private static String text(Path dataset) throws IOException {
        return String.join("", bytes(dataset).values());
    }
}
