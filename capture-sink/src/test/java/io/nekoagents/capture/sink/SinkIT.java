package io.nekoagents.capture.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nekoagents.capture.store.FakeS3;
import io.nekoagents.schema.capture.CaptureConfig;
import io.nekoagents.schema.capture.Dataset;
import io.nekoagents.schema.capture.DatasetCopied;
import io.nekoagents.schema.capture.EpisodeAction;
import io.nekoagents.schema.capture.EpisodeDropped;
import io.nekoagents.schema.capture.EpisodeFrame;
import io.nekoagents.schema.capture.ShardSealed;
import io.nekoagents.schema.capture.UploadDataset;
import io.nekoagents.schema.capture.UploadStatus;
import io.nekoagents.schema.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A sink with a real broker and real frames. */
@Timeout(120)
final class SinkIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private SinkStage stage;

    @BeforeEach
    void open() throws IOException {
        stage = new SinkStage(folder);
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void whatBecameOfEpisodesIsInTheLogAndInTheIndex() throws Exception {
        stage.feed.finish("acme", "ep_a", "ep_b");
        stage.feed.finish("other", "ep_a");
        EpisodeFrame gone = stage.feed.frame("ep_gone", 0);
        Files.delete(folder.resolve("frames/ep_gone/f0.jpg"));
        stage.feed.finish("acme", "ep_gone", List.of(gone), List.of());
        stage.feed.putBytes("ep_bad", "not avro".getBytes(UTF_8));
        stage.feed.finish("acme", "ep_a");

        stage.sink("sink", UnaryOperator.identity());

        awaitEpisodes("acme", "ep_a", "ep_b");
        awaitEpisodes("other", "ep_a");
        List<EpisodeDropped> dropped = stage.told(Topics.CAPTURE_SHARDS, EpisodeDropped.class, 1);
        assertThat(dropped).singleElement().satisfies(each -> {
            assertThat(each.getEpisodeId()).isEqualTo("ep_gone");
            assertThat(each.getCode()).isEqualTo("frame_missing");
            assertThat(each.getMessage()).contains("f0");
        });
        assertThat(stage.letters(Topics.CAPTURE_EPISODES)).containsExactly("not avro");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(stage.told(Topics.CAPTURE_DATASETS, Dataset.class, 2).stream()
                                .filter(dataset -> dataset.getTenant().equals("acme"))
                                .toList()
                                .getLast())
                        .satisfies(dataset -> {
                            assertThat(dataset.getDatasetId()).isEqualTo("episodes");
                            assertThat(dataset.getEpisodes()).isEqualTo(2);
                            assertThat(dataset.getSamples()).isEqualTo(2);
                            assertThat(dataset.getUri()).isEqualTo("file://" + folder + "/datasets/acme/episodes");
                        }));
    }

    @Test
    void aConfigurationCountsFromTheNextShardOnAndWhatIsSecretIsInNone() throws Exception {
        stage.sink("sink", UnaryOperator.identity());
        stage.feed.finish("acme", "ep_before");
        awaitEpisodes("acme", "ep_before");
        CaptureConfig config = CaptureConfig.newBuilder()
                .setTenant("acme")
                .setCompression("none")
                .setHashes(List.of("sha256", "xxh64"))
                .setRedactFields(List.of("value"))
                .setUpdatedAt(Instant.EPOCH)
                .build();
        stage.feed.put(Topics.CAPTURE_CONFIG, "acme", List.of(config));
        EpisodeAction secret = EpisodeAction.newBuilder(EpisodeFeed.click(0, "it is hunter2"))
                .setAction("INPUT")
                .setValue("hunter2")
                .setSaid("{\"action\":\"INPUT\",\"value\":\"hunter2\"}")
                .build();
        // The configuration comes by another topic; until it is here, nothing secret is fed.
        int probes = 0;
        while (stage.told(Topics.CAPTURE_SHARDS, ShardSealed.class, 1).stream()
                .noneMatch(shard -> shard.getHashes().contains("xxh64"))) {
            stage.feed.finish("acme", "ep_probe" + probes++);
            int shards = probes;
            await().atMost(SOON)
                    .until(() -> stage.told(Topics.CAPTURE_SHARDS, ShardSealed.class, 1)
                                    .size()
                            > shards);
        }
        stage.feed.finish("acme", "ep_secret", List.of(stage.feed.frame("ep_secret", 0)), List.of(secret));

        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(stage.dataset("acme").episodes()).contains("ep_before", "ep_secret"));
        try (Stream<Path> files = Files.walk(folder.resolve("datasets"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), UTF_8))
                        .as(file.toString())
                        .doesNotContain("hunter2");
            }
        }
    }

    @Test
    void episodesWhoseRecordsStandBetweenEachOtherAreEachInItOnce() throws Exception {
        List<String> episodes =
                IntStream.range(0, 12).mapToObj(i -> "ep_together" + i).toList();
        stage.feed.finishTogether("acme", episodes);

        stage.sink("sink", UnaryOperator.identity());

        awaitEpisodes("acme", episodes.toArray(String[]::new));
    }

    @Test
    void anIndexThatWasTamperedWithIsPutRight() throws Exception {
        stage.sink("sink", UnaryOperator.identity());
        stage.feed.finish("acme", "ep_a");
        awaitEpisodes("acme", "ep_a");

        Files.writeString(stage.dataset("acme").folder().resolve("index.json"), "{\"shards\": [], \"version\": 2}");

        awaitEpisodes("acme", "ep_a");
    }

    @Test
    void aDatasetIsCopiedOnDemandWithItsIndexLast() throws Exception {
        stage.sink("sink", UnaryOperator.identity());
        stage.feed.finish("acme", "ep_a", "ep_b");
        awaitEpisodes("acme", "ep_a", "ep_b");

        stage.feed.put(
                Topics.CAPTURE_COMMANDS,
                "episodes",
                List.of(
                        upload("upload_1", "file://" + folder + "/out/other/copy"),
                        upload("upload_2", "file://" + folder + "/out/acme/copy")));

        await().atMost(SOON).untilAsserted(() -> {
            List<DatasetCopied> told = stage.told(Topics.CAPTURE_SHARDS, DatasetCopied.class, 1);
            assertThat(told)
                    .filteredOn(each -> each.getUpload().getUploadId().equals("upload_1"))
                    .last()
                    .satisfies(each -> {
                        assertThat(each.getUpload().getStatus()).isEqualTo(UploadStatus.FAILED);
                        assertThat(each.getUpload().getMessage()).contains("must lie below");
                    });
            assertThat(told)
                    .filteredOn(each -> each.getUpload().getUploadId().equals("upload_2"))
                    .last()
                    .satisfies(each -> {
                        assertThat(each.getUpload().getStatus()).isEqualTo(UploadStatus.FINISHED);
                        assertThat(each.getUpload().getBytes()).isPositive();
                    });
        });
        assertThat(new DatasetFolder(folder.resolve("out/acme/copy")).episodes())
                .containsExactlyInAnyOrder("ep_a", "ep_b");
        assertThat(folder.resolve("out/other")).doesNotExist();
    }

    @Test
    void noSampleIsLostOrDoubledWhateverTheBucketDoes() throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("SinkIT: -Dseed=" + seed);
        Random random = new Random(seed);
        try (FakeS3 bucket = new FakeS3()) {
            FakeS3.Fault[] faults = FakeS3.Fault.values();
            bucket.weather((_, _) -> {
                synchronized (random) {
                    int drawn = random.nextInt(100);
                    return drawn < 25
                            ? faults[1 + random.nextInt(faults.length - 2)]
                            : drawn < 27 ? FakeS3.Fault.SILENCE : FakeS3.Fault.NONE;
                }
            });
            System.setProperty("aws.region", "us-east-1");
            System.setProperty("aws.accessKeyId", "test");
            System.setProperty("aws.secretAccessKey", "test");
            stage.sink(
                    "sink",
                    settings -> with(
                            settings,
                            Map.of(
                                    "neko.capture.out",
                                    "s3://training/sets",
                                    "neko.capture.store.s3-endpoint",
                                    bucket.endpoint().toString(),
                                    "neko.capture.store.s3-timeout",
                                    "1s",
                                    "neko.capture.store.s3-patience",
                                    "3s",
                                    "neko.capture.store.s3-tries",
                                    "2")));
            for (int episode = 0; episode < 12; episode++) {
                String id = "ep_" + episode;
                stage.feed.finish("acme", id);
                await().atMost(SOON)
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> stage.sealed().contains(id));
            }

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(inBucket(bucket))
                            .as("episodes in the bucket, with seed %d", seed)
                            .hasSize(12)
                            .doesNotHaveDuplicates());
            assertThat(bucket.faults()).as("faults, with seed %d", seed).isPositive();
        }
    }

    private List<String> inBucket(FakeS3 bucket) throws IOException {
        Path copy = Files.createTempDirectory(folder, "bucket");
        String prefix = "training/sets/acme/episodes/";
        for (Map.Entry<String, byte[]> object : bucket.objects().entrySet()) {
            if (object.getKey().startsWith(prefix)) {
                Files.write(copy.resolve(object.getKey().substring(prefix.length())), object.getValue());
            }
        }
        return new DatasetFolder(copy).episodes();
    }

    private static UploadDataset upload(String id, String to) {
        return new UploadDataset("episodes", "acme", id, to, Instant.EPOCH);
    }

    private static Map<String, String> with(Map<String, String> settings, Map<String, String> more) {
        settings.putAll(more);
        return settings;
    }

    private void awaitEpisodes(String tenant, String... expected) {
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(stage.dataset(tenant).episodes()).containsExactlyInAnyOrder(expected));
    }
}
