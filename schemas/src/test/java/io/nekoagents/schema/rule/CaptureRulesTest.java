package io.nekoagents.schema.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.nekoagents.schema.capture.CaptureConfig;
import io.nekoagents.schema.capture.CaptureOptions;
import io.nekoagents.schema.capture.EndEpisode;
import io.nekoagents.schema.capture.RecordEpisode;
import io.nekoagents.schema.capture.UploadDataset;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CaptureRulesTest {

    @Test
    void acceptsWhatLeavesOutAllItMay() {
        assertThat(CaptureRules.violations(episode(new CaptureOptions(2, 85, 4, 900))))
                .isEmpty();
        assertThat(CaptureRules.violations(config(_ -> {}))).isEmpty();
        assertThat(CaptureRules.violations(new EndEpisode("ep_1", "t", true, Instant.EPOCH)))
                .isEmpty();
    }

    @Test
    void namesEveryViolationOfAnEpisodeAtOnce() {
        RecordEpisode command = new RecordEpisode(
                "episode", "a b", "\n", "../s", new CaptureOptions(0, 101, 0, 86_401), null, Instant.EPOCH);

        assertThat(CaptureRules.violations(command))
                .extracting(Violation::field)
                .containsExactly(
                        "episode_id",
                        "tenant",
                        "task_description",
                        "neko_session_id",
                        "capture_options.fps",
                        "capture_options.jpeg_quality",
                        "capture_options.min_frames",
                        "capture_options.timeout_seconds");
    }

    @ParameterizedTest
    @CsvSource({"1,1,1,1,true", "60,100,10000,86400,true", "61,1,1,1,false", "1,0,1,1,false", "1,1,10001,1,false"})
    void holdsOptionsToTheirRange(int fps, int quality, int frames, int timeout, boolean sound) {
        assertThat(CaptureRules.violations(episode(new CaptureOptions(fps, quality, frames, timeout)))
                        .isEmpty())
                .isEqualTo(sound);
    }

    @Test
    void namesWhatIsWrongWithAnUpload() {
        assertThat(CaptureRules.violations(new UploadDataset("a/b", "t", "1", "", Instant.EPOCH)))
                .extracting(Violation::field)
                .containsExactly("dataset_id", "upload_id", "remote_uri");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "zstd", "zstd:22", "gz:9", "br:11", "snappy"})
    void knowsTheCompressionsOfTheFormat(String compression) {
        assertThat(CaptureRules.violations(config(c -> c.setCompression(compression))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "zstd:0", "zstd:23", "gz:10", "br:12", "lz4", "ZSTD"})
    void refusesOtherCompressions(String compression) {
        assertThat(CaptureRules.violations(config(c -> c.setCompression(compression))))
                .extracting(Violation::field)
                .containsExactly("compression");
    }

    @Test
    void refusesHashesThatAreNoneOrComeTwiceShardsOutOfRangeAndKeepingNothing() {
        assertThat(CaptureRules.violations(config(c -> c.setHashes(List.of("crc")))))
                .extracting(Violation::field)
                .containsExactly("hashes");
        assertThat(CaptureRules.violations(config(c -> c.setHashes(List.of("sha1", "sha1")))))
                .extracting(Violation::field)
                .containsExactly("hashes");
        assertThat(CaptureRules.violations(config(c -> c.setShardSizeBytes(1L << 32))))
                .extracting(Violation::field)
                .containsExactly("shard_size_bytes");
        assertThat(CaptureRules.violations(config(c -> c.setKeepLocal(false))))
                .extracting(Violation::field)
                .containsExactly("keep_local");
    }

    private static RecordEpisode episode(CaptureOptions options) {
        return new RecordEpisode("ep_1", "t", "shows how", "s", options, null, Instant.EPOCH);
    }

    private static CaptureConfig config(Consumer<CaptureConfig.Builder> change) {
        CaptureConfig.Builder config = CaptureConfig.newBuilder().setTenant("t").setUpdatedAt(Instant.EPOCH);
        change.accept(config);
        return config.build();
    }
}
