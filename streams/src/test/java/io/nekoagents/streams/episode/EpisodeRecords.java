package io.nekoagents.streams.episode;

import io.nekoagents.schema.capture.ActionRecorded;
import io.nekoagents.schema.capture.CaptureOptions;
import io.nekoagents.schema.capture.EpisodeAction;
import io.nekoagents.schema.capture.EpisodeEnd;
import io.nekoagents.schema.capture.EpisodeFrame;
import io.nekoagents.schema.capture.FrameRecorded;
import io.nekoagents.schema.capture.Origin;
import io.nekoagents.schema.capture.RecordingEnded;
import io.nekoagents.schema.capture.RecordingFailed;
import io.nekoagents.schema.capture.RecordingStarted;
import io.nekoagents.schema.capture.RecordingWatched;
import io.nekoagents.schema.run.ActionOutcome;
import io.nekoagents.schema.run.ActionTaken;
import io.nekoagents.schema.run.FrameCaptured;
import io.nekoagents.schema.task.Failure;
import io.nekoagents.schema.task.PauseKind;
import io.nekoagents.schema.task.TaskCancelled;
import io.nekoagents.schema.task.TaskCompleted;
import io.nekoagents.schema.task.TaskFailed;
import io.nekoagents.schema.task.TaskOptions;
import io.nekoagents.schema.task.TaskPaused;
import io.nekoagents.schema.task.TaskResumed;
import io.nekoagents.schema.task.TaskSpec;
import io.nekoagents.schema.task.TaskStarted;
import io.nekoagents.schema.task.TaskSubmitted;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Records of a task and of a recording; a time is in seconds from the beginning. */
final class EpisodeRecords {

    static final String TASK = "task_1";
    static final String OF_TASK = "ep_1";
    static final String RECORDING = "ep_rec";
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    static final EpisodeLimits LIMITS = new EpisodeLimits(
            Duration.ofSeconds(5), Duration.ofMinutes(2), Duration.ofSeconds(5), Duration.ofHours(1), 3, 1_000);

    private EpisodeRecords() {}

    static Instant at(double seconds) {
        return START.plusMillis(Math.round(seconds * 1_000));
    }

    static TaskSubmitted submitted() {
        return submitted(true);
    }

    static TaskSubmitted submitted(boolean capture) {
        return new TaskSubmitted(
                TASK,
                "acme",
                1L,
                START,
                TaskSpec.newBuilder()
                        .setTask("find it")
                        .setOptions(TaskOptions.newBuilder()
                                .setEnableCapture(capture)
                                .build())
                        .build(),
                "fingerprint",
                START);
    }

    static TaskStarted started(int attempt, double seconds) {
        return new TaskStarted(TASK, "acme", attempt + 1L, at(seconds), attempt, "r" + attempt, "w", "http://room");
    }

    static FrameCaptured frame(int attempt, int step, String look, double seconds) {
        String id = "a" + attempt + "-s" + step;
        return new FrameCaptured(
                TASK,
                "r" + attempt,
                attempt,
                step,
                id,
                "file:/frames/" + TASK + "/" + id + ".jpg",
                look,
                100L,
                "image/jpeg",
                640,
                360,
                1280,
                720,
                at(seconds));
    }

    static ActionTaken action(int attempt, int step, double seconds) {
        return action(attempt, step, seconds, "because");
    }

    static ActionTaken action(int attempt, int step, double seconds, String reason) {
        return ActionTaken.newBuilder()
                .setTaskId(TASK)
                .setRunId("r" + attempt)
                .setAttempt(attempt)
                .setStep(step)
                .setAction("CLICK")
                .setOutcome(ActionOutcome.EXECUTED)
                .setReason(reason)
                .setFrameId("a" + attempt + "-s" + step)
                .setPlannedAt(at(seconds - 0.1))
                .setExecutedAt(at(seconds))
                .build();
    }

    static TaskPaused paused(PauseKind kind, double seconds) {
        return new TaskPaused(TASK, "acme", 3L, at(seconds), kind, null);
    }

    static TaskResumed resumed(double seconds) {
        return new TaskResumed(TASK, "acme", 4L, at(seconds), 1);
    }

    static TaskCompleted completed(int steps, double seconds) {
        return new TaskCompleted(TASK, "acme", 9L, at(seconds), 1, "r1", steps, "42");
    }

    static TaskFailed failed(double seconds) {
        return new TaskFailed(TASK, "acme", 9L, at(seconds), 1, 2, new Failure("lost", "lost", false));
    }

    static TaskCancelled cancelled(int attempt, double seconds) {
        return new TaskCancelled(TASK, "acme", 9L, at(seconds), attempt, 0, "no more");
    }

    static RecordingStarted recording(int minFrames, int timeoutSeconds) {
        return new RecordingStarted(
                RECORDING,
                "acme",
                "recorder-1",
                "session_1",
                "http://room",
                "how it is done",
                new CaptureOptions(2, 85, minFrames, timeoutSeconds),
                Origin.HUMAN,
                1280,
                720,
                START.minusSeconds(1),
                START);
    }

    static FrameRecorded recorded(String id, String look, double seconds) {
        return new FrameRecorded(
                RECORDING,
                new EpisodeFrame(
                        id, "file:/rec/" + id, look, 50L, "image/jpeg", 640, 360, Origin.UNKNOWN, at(seconds)));
    }

    static ActionRecorded told(String lineId, double seconds) {
        return new ActionRecorded(
                RECORDING,
                lineId,
                EpisodeAction.newBuilder()
                        .setAction("CLICK")
                        .setSaid("{\"action\":\"CLICK\"}")
                        .setOrigin(Origin.HUMAN)
                        .setPlannedAt(at(seconds))
                        .setExecutedAt(at(seconds))
                        .build());
    }

    static RecordingWatched watched(double seconds) {
        return new RecordingWatched(RECORDING, "recorder-1", at(seconds));
    }

    static RecordingEnded ended(boolean discard, double seconds) {
        return endedFor(null, discard, seconds);
    }

    static RecordingEnded endedFor(@Nullable String tenant, boolean discard, double seconds) {
        return new RecordingEnded(RECORDING, tenant, EpisodeEnd.ASKED, discard, at(seconds));
    }

    static RecordingFailed recordingFailed(double seconds) {
        return new RecordingFailed(RECORDING, "acme", "room_unreachable", "No answer", at(seconds));
    }
}
