package io.nekoagents.streams.episode;

import io.nekoagents.schema.capture.EpisodeEnd;
import io.nekoagents.schema.capture.KeptAction;
import io.nekoagents.schema.capture.KeptFrame;
import io.nekoagents.schema.capture.RecordingStarted;
import io.nekoagents.schema.task.TaskSpec;
import io.nekoagents.schema.task.TaskSubmitted;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What follows from a trigger. */
sealed interface EpisodeChange {

    /** The task is known. */
    record Known(TaskSubmitted fact, boolean captured) implements EpisodeChange {}

    record Reworded(TaskSpec spec) implements EpisodeChange {}

    record AttemptBegan(int attempt, Instant from) implements EpisodeChange {}

    record TakenOver(Instant at) implements EpisodeChange {}

    record GivenBack(Instant at) implements EpisodeChange {}

    /** A recorder has begun. */
    record Begun(RecordingStarted fact) implements EpisodeChange {}

    /** @param before the frame whose place it takes: of the same id, and no longer in the frame store */
    record Seen(
            KeptFrame kept,
            EpisodeTrigger.@Nullable Screen screen,
            @Nullable KeptFrame before) implements EpisodeChange {}

    /** @param before the action whose place it takes: the same step of an attempt that no longer counts */
    record Acted(KeptAction kept, @Nullable KeptAction before) implements EpisodeChange {}

    /** There is still somebody. */
    record Heard() implements EpisodeChange {}

    /** The task has ended; some of it may be late. */
    record Closing(EpisodeTrigger.TaskEnded end) implements EpisodeChange {}

    /** It has grown, and that is told. */
    record Told() implements EpisodeChange {}

    /** It is over. */
    record Over(Ending ending) implements EpisodeChange {}

    /** Nothing is known of it any more. */
    record Forgotten() implements EpisodeChange {}

    record Ignored(Reason reason) implements EpisodeChange {}

    /** How an episode ends. */
    sealed interface Ending {

        Instant at();

        /** With what there is of it, if that is enough. */
        record Complete(EpisodeEnd end, Instant at) implements Ending {}

        record Discarded(String reason, Instant at) implements Ending {}

        record Failed(String tenant, String code, String message, Instant at) implements Ending {}
    }

    /** Why a record does not count. */
    enum Reason {
        /** It was here before. */
        DUPLICATE,
        /** The episode has ended. */
        LATE,
        /** Its attempt no longer held the task. */
        OLDER_ATTEMPT,
        /** Of no episode that is known. */
        UNKNOWN,
        /** Of a task that is not to be captured. */
        NOT_CAPTURED,
        /** Of somebody to whom the episode does not belong. */
        FOREIGN,
        /** It changes nothing. */
        IRRELEVANT
    }
}
