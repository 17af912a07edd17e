package io.nekoagents.capture.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nekoagents.capture.mds.MdsIndex;
import io.nekoagents.capture.mds.MdsReader;
import io.nekoagents.capture.mds.Sample;
import io.nekoagents.capture.mds.ShardReader;
import io.nekoagents.schema.capture.ShardSealed;
import io.nekoagents.schema.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One sample for each action, compressed, at two places. */
@Timeout(120)
final class StepsIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    @Test
    void eachActionIsASampleAtBothPlacesAndBothSayTheSame() throws Exception {
        try (SinkStage stage = new SinkStage(folder)) {
            stage.sink("sink", settings -> {
                settings.putAll(Map.of(
                        "neko.capture.layout", "steps",
                        "neko.capture.compression", "zstd:3",
                        "neko.capture.hashes", "sha1,xxh64",
                        "neko.capture.remote", folder.resolve("far").toString()));
                return settings;
            });
            stage.feed.finish("acme", "ep_a", "ep_b", "ep_c");

            Path near = folder.resolve("datasets/acme/steps");
            Path far = folder.resolve("far/acme/steps");
            List<String> wanted = List.of("ep_a 1 f0", "ep_a 2 f1", "ep_b 1 f0", "ep_b 2 f1", "ep_c 1 f0", "ep_c 2 f1");
            await().atMost(SOON).untilAsserted(() -> {
                assertThat(steps(near)).containsExactlyInAnyOrderElementsOf(wanted);
                assertThat(steps(far)).containsExactlyInAnyOrderElementsOf(wanted);
            });

            assertThat(Files.readString(far.resolve(MdsIndex.BASENAME)))
                    .isEqualTo(Files.readString(near.resolve(MdsIndex.BASENAME)));
            assertThat(new DatasetFolder(far).flaws(new HashSet<>())).isEmpty();
            verify(far);
            assertThat(stage.told(Topics.CAPTURE_SHARDS, ShardSealed.class, 1)).allSatisfy(shard -> {
                assertThat(shard.getPlaces()).containsExactly("file://" + near, "file://" + far);
                assertThat(shard.getCompression()).isEqualTo("zstd:3");
                assertThat(near.resolve(shard.getRaw().getBasename() + ".zstd")).isRegularFile();
            });
        }
    }

    private static void verify(Path dataset) throws IOException {
        MdsReader reader = MdsReader.open(dataset);
        for (int shard = 0; shard < reader.index().shards().size(); shard++) {
            reader.verify(shard);
        }
    }

    /** Episode, step, and the frame that it was decided on. */
    private static List<String> steps(Path dataset) throws IOException {
        List<String> steps = new ArrayList<>();
        if (!Files.exists(dataset.resolve(MdsIndex.BASENAME))) {
            return steps;
        }
        MdsReader reader = MdsReader.open(dataset);
        for (int shard = 0; shard < reader.index().shards().size(); shard++) {
            try (ShardReader open = reader.shard(shard)) {
                for (long sample = 0; sample < open.samples(); sample++) {
                    Sample step = open.get(sample);
                    assertThat((byte[]) step.get("frame")).startsWith(0xff, 0xd8);
                    steps.add(step.get("episode_id") + " " + step.get("step") + " " + step.get("frame_id"));
                }
            }
        }
        return steps;
    }
}
