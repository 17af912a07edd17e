package io.nekoagents.capture.dataset;

import io.nekoagents.schema.capture.DatasetUpload;
import io.nekoagents.schema.capture.ShardSealed;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A dataset as the log tells of it.
 *
 * @param shards those in it, without the ids of their episodes; null if there is none yet
 * @param lastEpisode the last one of the last shard, "" if there is none: it may go on in the next
 * @param dropped episodes that could not be put into it
 * @param upload the one that was asked for last, null if none was
 */
public record DatasetState(
        DatasetKey key,
        @Nullable Shards shards,
        Counts counts,
        String lastEpisode,
        long dropped,
        @Nullable DatasetUpload upload,
        Instant createdAt,
        Instant updatedAt) {

    /** Of what is in it; bytes as they are stored. */
    record Counts(long episodes, long samples, int shards, long bytes) {}

    static DatasetState begun(DatasetKey key, Instant at) {
        return new DatasetState(key, null, new Counts(0, 0, 0, 0), "", 0, null, at, at);
    }

    /** In the order of the log. */
    public List<ShardSealed> allShards() {
        return shards == null ? List.of() : shards.toList();
    }

    /** Every place that has a shard of it. */
    public Set<String> places() {
        Set<String> places = new TreeSet<>();
        for (Shards each = shards; each != null; each = each.before()) {
            places.addAll(each.last().getPlaces());
        }
        return places;
    }
}
