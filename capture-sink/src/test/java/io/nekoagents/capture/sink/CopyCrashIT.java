package io.nekoagents.capture.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nekoagents.capture.sink.SinkProcess.Fault;
import io.nekoagents.schema.capture.DatasetCopied;
import io.nekoagents.schema.capture.DatasetUpload;
import io.nekoagents.schema.capture.UploadDataset;
import io.nekoagents.schema.capture.UploadStatus;
import io.nekoagents.schema.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An upload on demand whose instance is killed when all is copied and nobody is told. */
@Timeout(120)
final class CopyCrashIT {

    private static final Duration SOON = Duration.ofSeconds(40);

    @TempDir
    private Path folder;

    @Test
    void itIsTakenUpByTheNextWhichCopiesNoShardAgainAndTellsOnceThatItIsDone() throws Exception {
        try (SinkStage stage = new SinkStage(folder)) {
            Path copy = folder.resolve("out/acme/copy");
            SinkProcess dying = stage.process("first", Fault.COPIED);
            stage.feed.finish("acme", "ep_a", "ep_b");
            await().atMost(SOON)
                    .untilAsserted(() ->
                            assertThat(stage.dataset("acme").episodes()).containsExactlyInAnyOrder("ep_a", "ep_b"));
            stage.feed.put(
                    Topics.CAPTURE_COMMANDS,
                    "episodes",
                    List.of(new UploadDataset("episodes", "acme", "upload_1", "file://" + copy, Instant.EPOCH)));
            dying.awaitDeath();
            assertThat(statuses(stage)).doesNotContain(UploadStatus.FINISHED);
            Map<String, Object> copied = shards(copy);
            assertThat(copied).isNotEmpty();

            stage.sink("second", UnaryOperator.identity());

            await().atMost(SOON).untilAsserted(() -> assertThat(statuses(stage)).contains(UploadStatus.FINISHED));
            assertThat(statuses(stage)).containsOnlyOnce(UploadStatus.FINISHED).doesNotContain(UploadStatus.FAILED);
            assertThat(new DatasetFolder(copy).episodes()).containsExactlyInAnyOrder("ep_a", "ep_b");
            assertThat(shards(copy)).as("shards and the files that they are").isEqualTo(copied);
        }
    }

    private static List<UploadStatus> statuses(SinkStage stage) {
        return stage.told(Topics.CAPTURE_SHARDS, DatasetCopied.class, 1).stream()
                .map(DatasetCopied::getUpload)
                .map(DatasetUpload::getStatus)
                .toList();
    }

    /** A file that is put again is another one of the same name. */
    private static Map<String, Object> shards(Path folder) throws IOException {
        Map<String, Object> shards = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(each -> each.toString().contains(".mds")).toList()) {
                BasicFileAttributes there = Files.readAttributes(file, BasicFileAttributes.class);
                shards.put(file.getFileName().toString(), there.fileKey() + " of " + there.lastModifiedTime());
            }
        }
        return shards;
    }
}
