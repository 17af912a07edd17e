package io.nekoagents.ingest.task.read;

import io.nekoagents.ingest.view.KnownTask;
import io.nekoagents.schema.task.Failure;
import io.nekoagents.schema.task.Pause;
import io.nekoagents.schema.task.TaskOptions;
import io.nekoagents.schema.task.TaskSpec;
import io.nekoagents.schema.task.TaskState;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A task as REST shows it; moments and names that do not apply yet are null. */
public record TaskDocument(
        String taskId,
        String status,
        String task,
        String mode,
        int maxSteps,
        int timeout,
        @Nullable String callbackUrl,
        String priority,
        Options options,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        Instant updatedAt,
        @Nullable Instant deadlineAt,
        @Nullable Instant notBefore,
        @Nullable Rest pause,
        int attempt,
        int steps,
        @Nullable String runId,
        @Nullable String workerId,
        @Nullable String room,
        @Nullable String answer,
        @Nullable Fault failure,
        @Nullable String cancelReason) {

    /** How the task is to be run. */
    public record Options(
            @Nullable String screenResolution,
            boolean saveScreenshots,
            int refinementSteps,
            boolean enableCapture,
            boolean enableTts,
            @Nullable String voiceId,
            @Nullable String startUrl,
            @Nullable String sessionId) {

        static Options of(TaskOptions options) {
            return new Options(
                    options.getScreenResolution(),
                    options.getSaveScreenshots(),
                    options.getRefinementSteps(),
                    options.getEnableCapture(),
                    options.getEnableTts(),
                    options.getVoiceId(),
                    options.getStartUrl(),
                    options.getSessionId());
        }
    }

    /**
     * Why a task rests.
     *
     * @param kind {@code pause} or {@code takeover}
     * @param yieldedAt from when on the agent sends nothing to the room, null while it is in the middle of an action
     */
    public record Rest(
            String kind,
            Instant since,
            @Nullable Instant yieldedAt,
            @Nullable String reason) {

        static @Nullable Rest of(@Nullable Pause pause) {
            return pause == null
                    ? null
                    : new Rest(
                            pause.getKind().name().toLowerCase(Locale.ROOT),
                            pause.getSince(),
                            pause.getYieldedAt(),
                            pause.getReason());
        }
    }

    /** Why the task, or its last run, failed. */
    public record Fault(String code, String message, boolean retryable) {

        static @Nullable Fault of(@Nullable Failure failure) {
            return failure == null ? null : new Fault(failure.getCode(), failure.getMessage(), failure.getRetryable());
        }
    }

    public static TaskDocument of(KnownTask task) {
        return switch (task) {
            case KnownTask.Pending pending -> pending(pending);
            case KnownTask.Stated(TaskState state) -> stated(state);
        };
    }

    private static TaskDocument pending(KnownTask.Pending task) {
        TaskState queued = TaskState.newBuilder()
                .setTaskId(task.taskId())
                .setVersion(0)
                .setStatus(task.status())
                .setSpec(task.spec())
                .setFingerprint("")
                .setRequestedAt(task.createdAt())
                .setQueuedAt(task.createdAt())
                .setUpdatedAt(task.createdAt())
                .build();
        return stated(queued);
    }

    private static TaskDocument stated(TaskState state) {
        TaskSpec spec = state.getSpec();
        return new TaskDocument(
                state.getTaskId(),
                state.getStatus().name().toLowerCase(Locale.ROOT),
                spec.getTask(),
                spec.getMode().name().toLowerCase(Locale.ROOT),
                spec.getMaxSteps(),
                spec.getTimeoutSeconds(),
                spec.getCallbackUrl(),
                spec.getPriority().name().toLowerCase(Locale.ROOT),
                Options.of(spec.getOptions()),
                state.getRequestedAt(),
                state.getStartedAt(),
                state.getFinishedAt(),
                state.getUpdatedAt(),
                state.getDeadlineAt(),
                state.getNotBefore(),
                Rest.of(state.getPause()),
                state.getAttempt(),
                state.getSteps(),
                state.getRunId(),
                state.getWorkerId(),
                state.getRoom(),
                state.getAnswer(),
                Fault.of(state.getFailure()),
                state.getCancelReason());
    }
}
