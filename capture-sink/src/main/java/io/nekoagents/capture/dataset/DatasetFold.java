package io.nekoagents.capture.dataset;

import io.nekoagents.schema.capture.DatasetCopied;
import io.nekoagents.schema.capture.DatasetUpload;
import io.nekoagents.schema.capture.EpisodeDropped;
import io.nekoagents.schema.capture.ShardFile;
import io.nekoagents.schema.capture.ShardSealed;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** How a dataset follows from the log. */
final class DatasetFold {

    private DatasetFold() {}

    /** Whose a record is; empty for one that is of no dataset. */
    static Optional<DatasetKey> keyOf(SpecificRecord fact) {
        return switch (fact) {
            case ShardSealed sealed -> Optional.of(new DatasetKey(sealed.getTenant(), sealed.getDatasetId()));
            case DatasetCopied copied -> Optional.of(new DatasetKey(copied.getTenant(), copied.getDatasetId()));
            case EpisodeDropped dropped -> Optional.of(new DatasetKey(dropped.getTenant(), dropped.getDatasetId()));
            default -> Optional.empty();
        };
    }

    static DatasetState evolve(@Nullable DatasetState before, DatasetKey key, SpecificRecord fact) {
        return switch (fact) {
            case ShardSealed sealed -> sealed(begun(before, key, sealed.getOccurredAt()), sealed);
            case DatasetCopied copied ->
                copied(begun(before, key, copied.getUpload().getUpdatedAt()), copied.getUpload());
            case EpisodeDropped dropped -> dropped(begun(before, key, dropped.getOccurredAt()), dropped);
            default -> throw new IllegalArgumentException("no fact of a dataset: " + fact.getClass());
        };
    }

    private static DatasetState begun(@Nullable DatasetState before, DatasetKey key, Instant at) {
        return before == null ? DatasetState.begun(key, at) : before;
    }

    /** An episode that goes on from one shard into the next counts once. */
    private static DatasetState sealed(DatasetState state, ShardSealed sealed) {
        List<String> episodes = sealed.getEpisodeIds();
        boolean goesOn = !episodes.isEmpty() && episodes.getFirst().equals(state.lastEpisode());
        ShardFile stored = sealed.getCompressed() == null ? sealed.getRaw() : sealed.getCompressed();
        DatasetState.Counts counts = state.counts();
        Shards before = state.shards();
        ShardSealed kept = KeptShard.of(sealed, state.key(), before == null ? null : before.last());
        return new DatasetState(
                state.key(),
                new Shards(before, kept),
                new DatasetState.Counts(
                        counts.episodes() + episodes.size() - (goesOn ? 1 : 0),
                        counts.samples() + sealed.getSamples(),
                        counts.shards() + 1,
                        counts.bytes() + stored.getBytes()),
                episodes.isEmpty() ? state.lastEpisode() : episodes.getLast(),
                state.dropped(),
                state.upload(),
                state.createdAt(),
                later(state.updatedAt(), sealed.getOccurredAt()));
    }

    private static DatasetState copied(DatasetState state, DatasetUpload upload) {
        DatasetUpload known = state.upload();
        boolean counts = known == null
                || known.getUploadId().equals(upload.getUploadId())
                || !upload.getRequestedAt().isBefore(known.getRequestedAt());
        return counts
                ? new DatasetState(
                        state.key(),
                        state.shards(),
                        state.counts(),
                        state.lastEpisode(),
                        state.dropped(),
                        upload,
                        state.createdAt(),
                        later(state.updatedAt(), upload.getUpdatedAt()))
                : state;
    }

    private static DatasetState dropped(DatasetState state, EpisodeDropped dropped) {
        return new DatasetState(
                state.key(),
                state.shards(),
                state.counts(),
                state.lastEpisode(),
                state.dropped() + 1,
                state.upload(),
                state.createdAt(),
                later(state.updatedAt(), dropped.getOccurredAt()));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
