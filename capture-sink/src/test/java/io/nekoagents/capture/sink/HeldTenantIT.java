package io.nekoagents.capture.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.nekoagents.capture.store.FakeS3;
import io.nekoagents.schema.capture.CaptureConfig;
import io.nekoagents.schema.capture.EpisodeDropped;
import io.nekoagents.schema.capture.EpisodeFrame;
import io.nekoagents.schema.capture.ShardSealed;
import io.nekoagents.schema.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** A tenant whose remote does not take its shards, among others. */
@Timeout(120)
final class HeldTenantIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private SinkStage stage;
    private Path blocked;

    @BeforeEach
    void open() throws IOException {
        stage = new SinkStage(folder);
        // A folder that cannot be made, since a file has its name.
        blocked = Files.createDirectories(folder.resolve("out/bad")).resolve("remote");
        Files.writeString(blocked, "in the way");
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void othersGoOnAndNothingOfItIsLostOrDoubledOnceItsPlaceTakesIt() throws Exception {
        configure("file://" + blocked);
        ConfigurableApplicationContext sink = sink("sink", Map.of());
        List<String> bad = feed("bad", "ep_bad_first");
        List<String> good = feed("good", "ep_good_first");
        awaitSealed("good", good);
        EpisodeFrame gone = stage.feed.frame("ep_gone", 0);
        Files.delete(folder.resolve("frames/ep_gone/f0.jpg"));
        stage.feed.finish("good", "ep_gone", List.of(gone), List.of());
        for (int letter = 0; letter < 8; letter++) {
            stage.feed.putBytes("ep_unreadable" + letter, ("not avro " + letter).getBytes(UTF_8));
        }
        bad.addAll(feed("bad", "ep_bad_second"));
        good.addAll(feed("good", "ep_good_second"));
        awaitSealed("good", good);

        assertThat(sealed("bad")).isEmpty();
        Sink running = sink.getBean(Sink.class);
        assertThat(running.troubles()).singleElement().asString().startsWith("bad: file://" + blocked);
        assertThat(running.ready()).as("ready while others' shards are stored").isTrue();
        MeterRegistry meters = sink.getBean(MeterRegistry.class);
        assertThat(meters.get("neko.capture.tenants.held").gauge().value()).isEqualTo(1);
        assertThat(meters.counter("neko.capture.sink.failures").count()).isZero();

        Files.delete(blocked);

        awaitSealed("bad", bad);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(new DatasetFolder(blocked.resolve("bad/episodes")).episodes())
                        .containsExactlyInAnyOrderElementsOf(bad));
        await().atMost(SOON).untilAsserted(() -> assertThat(running.troubles()).isEmpty());
        good.addAll(feed("good", "ep_good_third"));
        awaitSealed("good", good);
        assertThat(stage.told(Topics.CAPTURE_SHARDS, EpisodeDropped.class, 1))
                .as("told of once, however often it was read")
                .singleElement()
                .satisfies(each -> assertThat(each.getEpisodeId()).isEqualTo("ep_gone"));
        assertThat(stage.letters(Topics.CAPTURE_EPISODES)).hasSize(8);
    }

    @Test
    void theNextSinkKnowsWhatTheOneBeforeItLeftUncommitted() throws Exception {
        configure("file://" + blocked);
        ConfigurableApplicationContext first = sink("first", Map.of());
        List<String> bad = feed("bad", "ep_bad");
        List<String> good = feed("good", "ep_good");
        stage.feed.putBytes("ep_unreadable", "not avro".getBytes(UTF_8));
        awaitSealed("good", good);
        await().atMost(SOON).until(() -> !stage.letters(Topics.CAPTURE_EPISODES).isEmpty());
        first.close();
        Files.delete(blocked);

        sink("second", Map.of());

        awaitSealed("bad", bad);
        good.addAll(feed("good", "ep_good_more"));
        awaitSealed("good", good);
        assertThat(stage.letters(Topics.CAPTURE_EPISODES)).containsExactly("not avro");
    }

    @Test
    void whatWasHeldIsMadeAnewForAPlaceThatIsPutRight() throws Exception {
        configure("file://" + blocked);
        ConfigurableApplicationContext sink = sink("sink", Map.of());
        List<String> bad = feed("bad", "ep_bad");
        await().atMost(SOON).until(() -> !sink.getBean(Sink.class).troubles().isEmpty());

        configure(null);

        awaitSealed("bad", bad);
        assertThat(stage.dataset("bad").folder()).isDirectory();
    }

    @Test
    void whatTheLogWouldNotKeepMuchLongerIsPutIntoTheDatasetsOwnPlace() throws Exception {
        configure("file://" + blocked);
        ConfigurableApplicationContext sink =
                sink("sink", Map.of("neko.capture.sink.hold-most", "1s", "neko.capture.sink.unready-after", "1s"));
        List<String> bad = feed("bad", "ep_bad");

        awaitSealed("bad", bad);

        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(stage.dataset("bad").episodes()).containsExactlyInAnyOrderElementsOf(bad));
        assertThat(stage.told(Topics.CAPTURE_SHARDS, ShardSealed.class, 1))
                .allSatisfy(shard -> assertThat(shard.getPlaces())
                        .containsExactly("file://" + stage.dataset("bad").folder()));
        assertThat(sink.getBean(MeterRegistry.class)
                        .counter("neko.capture.shards.diverted")
                        .count())
                .isPositive();
    }

    @Test
    void othersDoNotWaitForABucketThatDoesNotAnswer() throws Exception {
        try (FakeS3 bucket = new FakeS3()) {
            bucket.weather((_, _) -> FakeS3.Fault.SILENCE);
            System.setProperty("aws.region", "us-east-1");
            System.setProperty("aws.accessKeyId", "test");
            System.setProperty("aws.secretAccessKey", "test");
            configure("s3://training/bad");
            sink(
                    "sink",
                    Map.of(
                            "neko.capture.store.s3-endpoint",
                            bucket.endpoint().toString(),
                            "neko.capture.store.s3-timeout",
                            "60s",
                            "neko.capture.store.s3-patience",
                            "2m",
                            "neko.capture.sink.hold-after",
                            "200ms"));
            List<String> bad = feed("bad", "ep_bad");
            List<String> good = feed("good", "ep_good");

            awaitSealed("good", good);
            good.addAll(feed("good", "ep_good_more"));
            awaitSealed("good", good);
            assertThat(sealed("bad")).isEmpty();
            bucket.weather((_, _) -> FakeS3.Fault.NONE);

            awaitSealed("bad", bad);
        }
    }

    private void configure(@Nullable String remote) {
        CaptureConfig config = CaptureConfig.newBuilder()
                .setTenant("bad")
                .setCompression("none")
                .setRemoteUri(remote)
                .setKeepLocal(remote == null)
                .setUpdatedAt(Instant.EPOCH)
                .build();
        stage.feed.put(Topics.CAPTURE_CONFIG, "bad", List.of(config));
    }

    private ConfigurableApplicationContext sink(String id, Map<String, String> more) {
        return stage.sink(id, settings -> {
            settings.put("neko.capture.sink.unready-after", "5s");
            settings.putAll(more);
            return settings;
        });
    }

    /** So many that there are some in every partition. */
    private List<String> feed(String tenant, String name) throws IOException {
        List<String> ids = new ArrayList<>();
        for (int episode = 0; episode < 8; episode++) {
            String id = name + episode;
            stage.feed.finish(tenant, id);
            ids.add(id);
        }
        return ids;
    }

    private List<String> sealed(String tenant) {
        return stage.told(Topics.CAPTURE_SHARDS, ShardSealed.class, 0).stream()
                .filter(shard -> shard.getTenant().equals(tenant))
                .flatMap(shard -> shard.getEpisodeIds().stream())
                .toList();
    }

    private void awaitSealed(String tenant, List<String> expected) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(sealed(tenant))
                        .as("episodes of %s in shards, each once", tenant)
                        .containsExactlyInAnyOrderElementsOf(expected));
    }
}
