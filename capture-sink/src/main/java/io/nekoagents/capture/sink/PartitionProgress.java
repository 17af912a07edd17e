package io.nekoagents.capture.sink;

import io.nekoagents.capture.sample.Episode;
import io.nekoagents.schema.capture.EpisodeAction;
import io.nekoagents.schema.capture.EpisodeFinished;
import io.nekoagents.schema.capture.EpisodeFrame;
import io.nekoagents.schema.capture.EpisodePart;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * How far a partition has been read: the parts of the episode that is not finished yet, and the offset to begin at again if
 * all that was finished before is committed.
 */
final class PartitionProgress {

    private final List<EpisodePart> parts = new ArrayList<>();
    private long begun = -1;
    private long next;

    PartitionProgress(long next) {
        this.next = next;
    }

    /** What a record leads to. */
    sealed interface Step {

        /** Nothing yet. */
        record Nothing() implements Step {}

        /** An episode is complete. */
        record Complete(Episode episode) implements Step {}

        /** An episode ended of which there are no parts: it was told of before episodes had any. */
        record WithoutParts(EpisodeFinished finished) implements Step {}

        /** An episode ended some of whose parts never came. */
        record Torn(EpisodeFinished finished, int found) implements Step {}
    }

    /** The episode that was completed last is in a shard, or never will be. */
    void done() {
        begun = -1;
    }

    /** The first offset that is not done with. */
    long committable() {
        return begun < 0 ? next : begun;
    }

    /** Takes the next record, null for one that says nothing to anybody. An episode that it ends counts until it is {@link #done}. */
    Step read(long offset, @Nullable SpecificRecord fact) {
        next = offset + 1;
        return switch (fact) {
            case EpisodePart part -> part(offset, part);
            case EpisodeFinished finished -> finished(finished);
            case null, default -> new Step.Nothing();
        };
    }

    /** Parts stand together: those of another episode mean that the one before has no end. */
    private Step part(long offset, EpisodePart part) {
        if (part.getPart() == 0 || (!parts.isEmpty() && !isOf(part.getEpisodeId(), part.getTenant()))) {
            forget();
        }
        if (begun < 0) {
            begun = offset;
        }
        parts.add(part);
        return new Step.Nothing();
    }

    private boolean isOf(String episodeId, String tenant) {
        return parts.getFirst().getEpisodeId().equals(episodeId)
                && parts.getFirst().getTenant().equals(tenant);
    }

    private Step finished(EpisodeFinished finished) {
        List<EpisodePart> own = parts.isEmpty() || !isOf(finished.getEpisodeId(), finished.getTenant())
                ? List.of()
                : List.copyOf(parts);
        if (begun < 0) {
            begun = next - 1;
        }
        parts.clear();
        if (finished.getSubject() == null || finished.getParts() == 0) {
            return new Step.WithoutParts(finished);
        }
        return areAll(own, finished) ? new Step.Complete(episode(finished, own)) : new Step.Torn(finished, own.size());
    }

    private static boolean areAll(List<EpisodePart> parts, EpisodeFinished finished) {
        boolean inOrder = true;
        for (int part = 0; part < parts.size(); part++) {
            inOrder &= parts.get(part).getPart() == part;
        }
        return inOrder && parts.size() == finished.getParts();
    }

    private static Episode episode(EpisodeFinished finished, List<EpisodePart> parts) {
        List<EpisodeFrame> frames = new ArrayList<>();
        List<EpisodeAction> actions = new ArrayList<>();
        for (EpisodePart part : parts) {
            frames.addAll(part.getFrames());
            actions.addAll(part.getActions());
        }
        return new Episode(
                finished.getEpisodeId(),
                finished.getTenant(),
                Objects.requireNonNull(finished.getSubject()),
                frames,
                actions);
    }

    private void forget() {
        parts.clear();
        begun = -1;
    }
}
