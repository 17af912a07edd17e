package io.nekoagents.ingest.capture;

import io.nekoagents.schema.capture.EpisodeDiscarded;
import io.nekoagents.schema.capture.EpisodeEnd;
import io.nekoagents.schema.capture.EpisodeFailed;
import io.nekoagents.schema.capture.EpisodeFinished;
import io.nekoagents.schema.capture.EpisodeGrown;
import io.nekoagents.schema.capture.EpisodeStarted;
import io.nekoagents.schema.capture.EpisodeSubject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far an episode is recorded, by its facts.
 *
 * @param startedAt null before that
 * @param screen of the room, null before the start
 * @param ending null before the end
 */
record EpisodeProgress(
        @Nullable Instant startedAt,
        @Nullable Screen screen,
        int frames,
        int actions,
        long bytes,
        @Nullable Ending ending) {

    static final EpisodeProgress UNHEARD = new EpisodeProgress(null, null, 0, 0, 0, null);

    /** How it ended. */
    sealed interface Ending {

        Instant at();

        /** @param subject null in facts of before there was one */
        record Finished(EpisodeEnd why, @Nullable EpisodeSubject subject, Instant at) implements Ending {}

        record Failed(String code, String message, Instant at) implements Ending {}

        record Discarded(String reason, Instant at) implements Ending {}
    }

    /** A command that nobody is to carry out. */
    static EpisodeProgress refused(String message, Instant at) {
        return UNHEARD.end(0, 0, 0, new Ending.Failed("invalid_command", message, at));
    }

    EpisodeProgress start(EpisodeStarted fact) {
        return startedAt != null || ending != null
                ? this
                : new EpisodeProgress(
                        fact.getOccurredAt(),
                        new Screen(fact.getScreenWidth(), fact.getScreenHeight()),
                        frames,
                        actions,
                        bytes,
                        null);
    }

    EpisodeProgress grow(EpisodeGrown fact) {
        return ending != null
                ? this
                : new EpisodeProgress(startedAt, screen, fact.getFrames(), fact.getActions(), fact.getBytes(), null);
    }

    EpisodeProgress finish(EpisodeFinished fact) {
        return end(
                fact.getFrames(),
                fact.getActions(),
                fact.getBytes(),
                new Ending.Finished(fact.getEnd(), fact.getSubject(), fact.getOccurredAt()));
    }

    EpisodeProgress fail(EpisodeFailed fact) {
        return end(
                fact.getFrames(),
                fact.getActions(),
                bytes,
                new Ending.Failed(fact.getCode(), fact.getMessage(), fact.getOccurredAt()));
    }

    EpisodeProgress discard(EpisodeDiscarded fact) {
        return end(
                fact.getFrames(),
                fact.getActions(),
                bytes,
                new Ending.Discarded(fact.getReason(), fact.getOccurredAt()));
    }

    /** The first end is the end. */
    private EpisodeProgress end(int allFrames, int allActions, long allBytes, Ending how) {
        return ending != null ? this : new EpisodeProgress(startedAt, screen, allFrames, allActions, allBytes, how);
    }
}
