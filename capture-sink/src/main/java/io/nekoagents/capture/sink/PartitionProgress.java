package io.nekoagents.capture.sink;

import io.nekoagents.capture.sample.Episode;
import io.nekoagents.schema.capture.EpisodeAction;
import io.nekoagents.schema.capture.EpisodeFinished;
import io.nekoagents.schema.capture.EpisodeFrame;
import io.nekoagents.schema.capture.EpisodePart;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * How far a partition has been read: the parts of episodes that are not finished yet, and the offset to begin at again if all
 * that was finished before is committed. Parts of one episode come in their order; between them there may be those of others.
 */
final class PartitionProgress {

    /** An episode is told in one transaction: what is so far behind, in records, has no end. */
    private static final int MOST_BEHIND = 50_000;

    private static final long NOTHING = Long.MAX_VALUE;

    private final SequencedMap<Key, Unfinished> unfinished = new LinkedHashMap<>();
    private final int mostBehind;
    private long completing = NOTHING;
    private long next;

    private record Key(String tenant, String episodeId) {}

    private record Unfinished(long begun, List<EpisodePart> parts) {}

    PartitionProgress(long next) {
        this(next, MOST_BEHIND);
    }

    PartitionProgress(long next, int mostBehind) {
        this.next = next;
        this.mostBehind = mostBehind;
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
        completing = NOTHING;
    }

    /** Where the episode begins that was completed last. */
    long completing() {
        return completing;
    }

    /** The offset after the last that was read. */
    long next() {
        return next;
    }

    /** The first offset that is not done with. */
    long committable() {
        long first = unfinished.isEmpty()
                ? NOTHING
                : unfinished.firstEntry().getValue().begun();
        return Math.min(next, Math.min(completing, first));
    }

    /** Takes the next record, null for one that says nothing to anybody. An episode that it ends counts until it is {@link #done}. */
    Step read(long offset, @Nullable SpecificRecord fact) {
        next = offset + 1;
        forgetWhatHasNoEnd();
        return switch (fact) {
            case EpisodePart part -> part(offset, part);
            case EpisodeFinished finished -> finished(offset, finished);
            case null, default -> new Step.Nothing();
        };
    }

    private Step part(long offset, EpisodePart part) {
        Key key = new Key(part.getTenant(), part.getEpisodeId());
        if (part.getPart() == 0) {
            unfinished.remove(key);
        }
        unfinished
                .computeIfAbsent(key, _ -> new Unfinished(offset, new ArrayList<>()))
                .parts()
                .add(part);
        return new Step.Nothing();
    }

    private Step finished(long offset, EpisodeFinished finished) {
        Unfinished found = unfinished.remove(new Key(finished.getTenant(), finished.getEpisodeId()));
        Unfinished own = found == null ? new Unfinished(offset, List.of()) : found;
        completing = own.begun();
        if (finished.getSubject() == null || finished.getParts() == 0) {
            return new Step.WithoutParts(finished);
        }
        return areAll(own.parts(), finished)
                ? new Step.Complete(episode(finished, own.parts()))
                : new Step.Torn(finished, own.parts().size());
    }

    /** The first is the one that began first. */
    private void forgetWhatHasNoEnd() {
        while (!unfinished.isEmpty() && unfinished.firstEntry().getValue().begun() < next - mostBehind) {
            unfinished.pollFirstEntry();
        }
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
}
