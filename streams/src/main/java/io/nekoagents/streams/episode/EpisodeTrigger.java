package io.nekoagents.streams.episode;

import static java.util.Objects.requireNonNull;

import io.nekoagents.schema.capture.ActionRecorded;
import io.nekoagents.schema.capture.FrameRecorded;
import io.nekoagents.schema.capture.KeptAction;
import io.nekoagents.schema.capture.KeptFrame;
import io.nekoagents.schema.capture.RecordingEnded;
import io.nekoagents.schema.capture.RecordingFailed;
import io.nekoagents.schema.capture.RecordingStarted;
import io.nekoagents.schema.capture.RecordingWatched;
import io.nekoagents.schema.run.ActionOutcome;
import io.nekoagents.schema.run.ActionTaken;
import io.nekoagents.schema.run.FrameCaptured;
import io.nekoagents.schema.task.PauseKind;
import io.nekoagents.schema.task.TaskCancelled;
import io.nekoagents.schema.task.TaskCompleted;
import io.nekoagents.schema.task.TaskFailed;
import io.nekoagents.schema.task.TaskPaused;
import io.nekoagents.schema.task.TaskResumed;
import io.nekoagents.schema.task.TaskStarted;
import io.nekoagents.schema.task.TaskSubmitted;
import io.nekoagents.schema.task.TaskTimedOut;
import io.nekoagents.schema.task.TaskUpdated;
import io.nekoagents.streams.deadletter.UnusableRecordException;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** What can change an episode: a fact of its task, what was seen and done, what a recorder says, or time. */
sealed interface EpisodeTrigger {

    record Submitted(TaskSubmitted fact) implements EpisodeTrigger {}

    record Reworded(TaskUpdated fact) implements EpisodeTrigger {}

    record Started(TaskStarted fact) implements EpisodeTrigger {}

    /** The task rests; whether a person has the room meanwhile, the kind says. */
    record Paused(boolean takeover, Instant at) implements EpisodeTrigger {}

    record Resumed(Instant at) implements EpisodeTrigger {}

    /** @param steps actions that it took, -1 where that is not sure */
    record TaskEnded(String outcome, @Nullable String answer, int steps, Instant at) implements EpisodeTrigger {}

    /** @param screen of the room; null in a recording, which said so at its beginning */
    record Frame(KeptFrame kept, @Nullable Screen screen) implements EpisodeTrigger {}

    record Action(KeptAction kept) implements EpisodeTrigger {}

    record Begun(RecordingStarted fact) implements EpisodeTrigger {}

    record Watched() implements EpisodeTrigger {}

    record Ended(RecordingEnded fact) implements EpisodeTrigger {}

    record Failed(RecordingFailed fact) implements EpisodeTrigger {}

    /** A deadline may have passed. */
    record TimePassed() implements EpisodeTrigger {}

    /** It changes no episode. */
    record Nothing() implements EpisodeTrigger {}

    /** Pixels. */
    record Screen(int width, int height) {}

    /**
     * A trigger with the episode that it is of.
     *
     * @param key that the record should have
     * @param recording whether a recorder says it
     */
    record Addressed(String key, String episodeId, boolean recording, EpisodeTrigger trigger) {}

    /**
     * @throws UnusableRecordException for a record that none of the topics' schemas has, or that could not be in an episode's
     *     parts
     */
    static Addressed of(SpecificRecord value) {
        return switch (value) {
            case FrameCaptured fact ->
                task(
                        fact.getTaskId(),
                        new Frame(EpisodePieces.of(fact), new Screen(fact.getScreenWidth(), fact.getScreenHeight())));
            case ActionTaken fact ->
                task(
                        fact.getTaskId(),
                        fact.getOutcome() == ActionOutcome.EXECUTED
                                ? new Action(EpisodePieces.of(fact))
                                : new Nothing());
            case RecordingStarted fact -> recording(fact.getEpisodeId(), new Begun(fact));
            case FrameRecorded fact -> recording(fact.getEpisodeId(), new Frame(EpisodePieces.of(fact), null));
            case ActionRecorded fact -> recording(fact.getEpisodeId(), new Action(EpisodePieces.of(fact)));
            case RecordingWatched fact -> recording(fact.getEpisodeId(), new Watched());
            case RecordingEnded fact -> recording(fact.getEpisodeId(), new Ended(fact));
            case RecordingFailed fact -> recording(fact.getEpisodeId(), new Failed(fact));
            default -> task(value);
        };
    }

    private static Addressed task(SpecificRecord value) {
        return switch (value) {
            case TaskSubmitted fact -> task(fact.getTaskId(), new Submitted(fact));
            case TaskUpdated fact -> task(fact.getTaskId(), new Reworded(fact));
            case TaskStarted fact -> task(fact.getTaskId(), new Started(fact));
            case TaskPaused fact ->
                task(fact.getTaskId(), new Paused(fact.getKind() == PauseKind.TAKEOVER, fact.getOccurredAt()));
            case TaskResumed fact -> task(fact.getTaskId(), new Resumed(fact.getOccurredAt()));
            case TaskCompleted fact ->
                task(
                        fact.getTaskId(),
                        new TaskEnded("completed", fact.getAnswer(), fact.getSteps(), fact.getOccurredAt()));
            case TaskFailed fact -> task(fact.getTaskId(), ended("failed", fact.getOccurredAt()));
            case TaskCancelled fact -> task(fact.getTaskId(), ended("cancelled", fact.getOccurredAt()));
            case TaskTimedOut fact -> task(fact.getTaskId(), ended("timed_out", fact.getOccurredAt()));
            default -> new Addressed("", "", false, other(value));
        };
    }

    /** Facts that tell of the queue alone. */
    private static EpisodeTrigger other(SpecificRecord value) {
        return switch (value.getSchema().getName()) {
            case "TaskRejected", "TaskRequeued", "TaskRetryScheduled" -> new Nothing();
            default ->
                throw new UnusableRecordException(
                        "No episode is changed by a " + value.getSchema().getFullName());
        };
    }

    /** What a run that was stopped from outside did last may be in no count. */
    private static TaskEnded ended(String outcome, Instant at) {
        return new TaskEnded(outcome, null, -1, at);
    }

    private static Addressed task(String taskId, EpisodeTrigger trigger) {
        return new Addressed(taskId, EpisodeId.ofTask(requireNonNull(taskId)), false, trigger);
    }

    private static Addressed recording(String episodeId, EpisodeTrigger trigger) {
        return new Addressed(episodeId, episodeId, true, trigger);
    }
}
