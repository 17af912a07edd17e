package io.nekoagents.capture.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.nekoagents.schema.capture.DatasetCopied;
import io.nekoagents.schema.capture.DatasetUpload;
import io.nekoagents.schema.capture.EpisodeDropped;
import io.nekoagents.schema.capture.ShardColumn;
import io.nekoagents.schema.capture.ShardFile;
import io.nekoagents.schema.capture.ShardSealed;
import io.nekoagents.schema.capture.UploadStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class DatasetFoldTest {

    private static final Instant THEN = Instant.parse("2026-01-31T12:00:00Z");
    private static final DatasetKey KEY = new DatasetKey("acme", "steps");

    @Test
    void anEpisodeThatGoesOnInTheNextShardCountsOnce() {
        DatasetState state = fold(shard("s1", "ep_a", "ep_b"), shard("s2", "ep_b", "ep_c"), shard("s3", "ep_d"));

        assertThat(state.counts()).isEqualTo(new DatasetState.Counts(4, 21, 3, 300));
        assertThat(state.allShards())
                .extracting(each -> each.getRaw().getBasename())
                .containsExactly("s1", "s2", "s3");
    }

    @Test
    void theUploadThatWasAskedForLastIsShown() {
        DatasetState state = fold(
                shard("s1", "ep_a"),
                copied("upload_2", 20, UploadStatus.RUNNING),
                copied("upload_1", 10, UploadStatus.FAILED),
                copied("upload_2", 20, UploadStatus.FINISHED));

        DatasetUpload upload = Objects.requireNonNull(state.upload());
        assertThat(upload.getUploadId()).isEqualTo("upload_2");
        assertThat(upload.getStatus()).isEqualTo(UploadStatus.FINISHED);
    }

    @Test
    void whatWasDroppedIsCounted() {
        DatasetState state =
                fold(new EpisodeDropped("acme", "steps", "ep_a", "frame_missing", "frame f0", THEN.plusSeconds(5)));

        assertThat(state.dropped()).isEqualTo(1);
        assertThat(state.allShards()).isEmpty();
        assertThat(state.updatedAt()).isEqualTo(THEN.plusSeconds(5));
    }

    @Test
    void theIndexHasTheShardsAsTheLogHasThem() {
        DatasetState state = fold(shard("shard.1.mds", "ep_a"));

        assertThat(ShardRecords.index(state.allShards()).json())
                .contains("\"basename\": \"shard.1.mds\"", "\"samples\": 7", "\"size_limit\": 1000");
    }

    @Test
    void whatShardsHaveInCommonIsThereOnce() {
        List<ShardSealed> shards =
                fold(shard("s1", "ep_a"), shard("s2", "ep_b")).allShards();

        ShardSealed first = shards.getFirst();
        ShardSealed second = shards.getLast();
        assertThat(second.getColumns()).isSameAs(first.getColumns());
        assertThat(second.getHashes()).isSameAs(first.getHashes());
        assertThat(second.getPlaces()).isSameAs(first.getPlaces());
        assertThat(second.getRaw().getBasename()).isEqualTo("s2");
        assertThat(second.getRaw().getHashes()).isEqualTo(Map.of("sha1", "00"));
        assertThat(second.getEpisodeIds()).isEmpty();
    }

    @Test
    void aShardThatIsOtherwiseStaysSo() {
        ShardSealed other = ShardSealed.newBuilder(shard("s2", "ep_b"))
                .setCompression("zstd:6")
                .setSizeLimit(null)
                .setPlaces(List.of("s3://sets"))
                .build();

        ShardSealed kept = fold(shard("s1", "ep_a"), other).allShards().getLast();

        assertThat(kept)
                .isEqualTo(
                        ShardSealed.newBuilder(other).setEpisodeIds(List.of()).build());
    }

    private static DatasetState fold(SpecificRecord... facts) {
        @Nullable DatasetState state = null;
        for (SpecificRecord fact : facts) {
            assertThat(DatasetFold.keyOf(fact)).contains(KEY);
            state = DatasetFold.evolve(state, KEY, fact);
        }
        return Objects.requireNonNull(state);
    }

    private static ShardSealed shard(String name, String... episodes) {
        return ShardSealed.newBuilder()
                .setTenant("acme")
                .setDatasetId("steps")
                .setPlaces(List.of("file:///sets"))
                .setColumns(List.of(new ShardColumn("step", "int", 8)))
                .setHashes(List.of("sha1"))
                .setSizeLimit(1_000L)
                .setRaw(new ShardFile(name, 100L, Map.of("sha1", "00")))
                .setSamples(7)
                .setEpisodeIds(List.of(episodes))
                .setSealedBy("sink")
                .setOccurredAt(THEN)
                .build();
    }

    private static DatasetCopied copied(String id, long asked, UploadStatus status) {
        return new DatasetCopied(
                "acme",
                "steps",
                new DatasetUpload(id, "s3://b/c", status, 1L, null, THEN.plusSeconds(asked), THEN.plusSeconds(90)));
    }
}
