package io.nekoagents.streams.lifecycle;

import static java.util.Objects.requireNonNull;

import io.nekoagents.schema.task.Pause;
import io.nekoagents.schema.task.TaskCancelled;
import io.nekoagents.schema.task.TaskCompleted;
import io.nekoagents.schema.task.TaskFailed;
import io.nekoagents.schema.task.TaskPaused;
import io.nekoagents.schema.task.TaskRejected;
import io.nekoagents.schema.task.TaskRequeued;
import io.nekoagents.schema.task.TaskResumed;
import io.nekoagents.schema.task.TaskRetryScheduled;
import io.nekoagents.schema.task.TaskSpec;
import io.nekoagents.schema.task.TaskStarted;
import io.nekoagents.schema.task.TaskState;
import io.nekoagents.schema.task.TaskStatus;
import io.nekoagents.schema.task.TaskSubmitted;
import io.nekoagents.schema.task.TaskTimedOut;
import io.nekoagents.schema.task.TaskUpdated;
import java.time.Duration;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Where a task stands after a fact. */
final class TaskEvolution {

    private TaskEvolution() {}

    /**
     * @param state before the fact; null only before {@code TaskSubmitted} and {@code TaskRejected}
     * @return the state after it; null where a command about an unknown task was refused
     */
    static @Nullable TaskState evolve(@Nullable TaskState state, SpecificRecord fact) {
        return switch (fact) {
            case TaskSubmitted submitted -> submitted(submitted);
            case TaskRejected _ -> state;
            default ->
                next(requireNonNull(state, "Only a submission begins a task"), fact)
                        .build();
        };
    }

    /** The run that holds the task is alive and this far. */
    static TaskState progressed(TaskState state, Decision.Progressed progress) {
        return TaskState.newBuilder(state)
                .setSteps(progress.steps())
                .setHeartbeatAt(progress.at())
                .build();
    }

    private static TaskState submitted(TaskSubmitted fact) {
        return TaskState.newBuilder()
                .setTaskId(fact.getTaskId())
                .setTenant(fact.getTenant())
                .setVersion(fact.getVersion())
                .setStatus(TaskStatus.QUEUED)
                .setSpec(fact.getSpec())
                .setFingerprint(fact.getFingerprint())
                .setRequestedAt(fact.getRequestedAt())
                .setQueuedAt(fact.getOccurredAt())
                .setUpdatedAt(fact.getOccurredAt())
                .build();
    }

    private static TaskState.Builder next(TaskState state, SpecificRecord fact) {
        return switch (fact) {
            case TaskUpdated updated ->
                at(state, updated.getVersion(), updated.getOccurredAt())
                        .setSpec(updated.getSpec())
                        .setDeadlineAt(moved(state, updated.getSpec()));
            case TaskStarted started -> started(state, started);
            case TaskRetryScheduled retry ->
                at(state, retry.getVersion(), retry.getOccurredAt())
                        .setStatus(TaskStatus.QUEUED)
                        .setQueuedAt(retry.getOccurredAt())
                        .setNotBefore(retry.getNotBefore())
                        .setFailure(retry.getFailure())
                        .setFaults(state.getFaults() + 1);
            case TaskRequeued requeued ->
                at(state, requeued.getVersion(), requeued.getOccurredAt())
                        .setStatus(TaskStatus.QUEUED)
                        .setQueuedAt(requeued.getOccurredAt())
                        .setNotBefore(null)
                        .setDispatch(requeued.getDispatch());
            case TaskPaused paused ->
                at(state, paused.getVersion(), paused.getOccurredAt())
                        .setPause(new Pause(
                                paused.getKind(),
                                paused.getOccurredAt(),
                                state.getPause() == null
                                        ? null
                                        : state.getPause().getYieldedAt(),
                                paused.getReason()));
            case TaskResumed resumed -> resumed(state, requireNonNull(state.getPause()), resumed);
            case TaskCompleted completed ->
                ended(state, TaskStatus.COMPLETED, completed.getVersion(), completed.getOccurredAt())
                        .setSteps(completed.getSteps())
                        .setAnswer(completed.getAnswer())
                        .setFailure(null);
            case TaskFailed failed ->
                ended(state, TaskStatus.FAILED, failed.getVersion(), failed.getOccurredAt())
                        .setSteps(failed.getSteps())
                        .setFailure(failed.getFailure());
            case TaskCancelled cancelled ->
                ended(state, TaskStatus.CANCELLED, cancelled.getVersion(), cancelled.getOccurredAt())
                        .setCancelReason(cancelled.getReason());
            case TaskTimedOut timedOut ->
                ended(state, TaskStatus.TIMED_OUT, timedOut.getVersion(), timedOut.getOccurredAt());
            default ->
                throw new IllegalArgumentException(
                        "Not a fact of a task: " + fact.getSchema().getFullName());
        };
    }

    /** The run that holds the task has stopped. */
    static TaskState yielded(TaskState state, Decision.Yielded decision) {
        return TaskState.newBuilder(state)
                .setPause(Pause.newBuilder(requireNonNull(state.getPause()))
                        .setYieldedAt(decision.at())
                        .build())
                .setHeartbeatAt(decision.at())
                .build();
    }

    private static TaskState.Builder resumed(TaskState state, Pause pause, TaskResumed fact) {
        Instant now = fact.getOccurredAt();
        Instant deadline = state.getDeadlineAt();
        TaskState.Builder next = at(state, fact.getVersion(), now)
                .setPause(null)
                .setDispatch(fact.getDispatch())
                .setDeadlineAt(deadline == null ? null : deadline.plus(Duration.between(pause.getSince(), now)));
        return state.getStatus() == TaskStatus.RUNNING
                ? next
                : next.setQueuedAt(now).setNotBefore(null);
    }

    private static TaskState.Builder started(TaskState state, TaskStarted fact) {
        boolean overtaken = state.getStatus() == TaskStatus.RUNNING;
        Instant first = state.getStartedAt() == null ? fact.getOccurredAt() : state.getStartedAt();
        return at(state, fact.getVersion(), fact.getOccurredAt())
                .setStatus(TaskStatus.RUNNING)
                .setAttempt(fact.getAttempt())
                .setFaults(state.getFaults() + (overtaken ? 1 : 0))
                .setRunId(fact.getRunId())
                .setWorkerId(fact.getWorkerId())
                .setRoom(fact.getRoom())
                .setStartedAt(first)
                .setHeartbeatAt(fact.getOccurredAt())
                .setPause(notYielded(state.getPause()))
                .setDeadlineAt(
                        state.getDeadlineAt() == null
                                ? first.plusSeconds(state.getSpec().getTimeoutSeconds())
                                : state.getDeadlineAt());
    }

    /** The deadline under another time limit; what the task has rested stays added to it. */
    private static @Nullable Instant moved(TaskState state, TaskSpec spec) {
        Instant deadline = state.getDeadlineAt();
        return deadline == null
                ? null
                : deadline.plusSeconds(
                        spec.getTimeoutSeconds() - state.getSpec().getTimeoutSeconds());
    }

    private static @Nullable Pause notYielded(@Nullable Pause pause) {
        return pause == null ? null : Pause.newBuilder(pause).setYieldedAt(null).build();
    }

    private static TaskState.Builder ended(TaskState state, TaskStatus status, long version, Instant at) {
        return at(state, version, at)
                .setStatus(status)
                .setFinishedAt(at)
                .setNotBefore(null)
                .setPause(null);
    }

    private static TaskState.Builder at(TaskState state, long version, Instant at) {
        return TaskState.newBuilder(state).setVersion(version).setUpdatedAt(at);
    }
}
