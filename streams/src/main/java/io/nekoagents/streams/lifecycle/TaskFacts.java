package io.nekoagents.streams.lifecycle;

import io.nekoagents.schema.run.RunFinished;
import io.nekoagents.schema.run.RunStarted;
import io.nekoagents.schema.task.Failure;
import io.nekoagents.schema.task.PauseKind;
import io.nekoagents.schema.task.TaskCancelled;
import io.nekoagents.schema.task.TaskCompleted;
import io.nekoagents.schema.task.TaskFailed;
import io.nekoagents.schema.task.TaskPaused;
import io.nekoagents.schema.task.TaskRequeued;
import io.nekoagents.schema.task.TaskResumed;
import io.nekoagents.schema.task.TaskRetryScheduled;
import io.nekoagents.schema.task.TaskSpec;
import io.nekoagents.schema.task.TaskStarted;
import io.nekoagents.schema.task.TaskState;
import io.nekoagents.schema.task.TaskStatus;
import io.nekoagents.schema.task.TaskTimedOut;
import io.nekoagents.schema.task.TaskUpdated;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The next fact of a task that stands in this state. */
record TaskFacts(TaskState state, Instant now) {

    TaskUpdated updated(TaskSpec spec) {
        return new TaskUpdated(state.getTaskId(), state.getTenant(), version(), now, spec);
    }

    TaskStarted started(RunStarted run) {
        return new TaskStarted(
                state.getTaskId(),
                state.getTenant(),
                version(),
                now,
                state.getAttempt() + 1,
                run.getRunId(),
                run.getWorkerId(),
                run.getRoom());
    }

    TaskRetryScheduled retryScheduled(Failure failure, Instant notBefore) {
        return new TaskRetryScheduled(
                state.getTaskId(), state.getTenant(), version(), now, state.getAttempt(), failure, notBefore);
    }

    TaskRequeued requeued() {
        return new TaskRequeued(state.getTaskId(), state.getTenant(), version(), now, state.getDispatch() + 1);
    }

    TaskCompleted completed(RunFinished run) {
        return new TaskCompleted(
                state.getTaskId(),
                state.getTenant(),
                version(),
                now,
                state.getAttempt(),
                run.getRunId(),
                run.getSteps(),
                run.getAnswer());
    }

    TaskFailed failed(int steps, Failure failure) {
        return new TaskFailed(state.getTaskId(), state.getTenant(), version(), now, state.getAttempt(), steps, failure);
    }

    TaskCancelled cancelled(@Nullable String reason) {
        return new TaskCancelled(
                state.getTaskId(), state.getTenant(), version(), now, state.getAttempt(), state.getSteps(), reason);
    }

    TaskPaused paused(PauseKind kind, @Nullable String reason) {
        return new TaskPaused(state.getTaskId(), state.getTenant(), version(), now, kind, reason);
    }

    /** What no run holds needs a queue record anew: whoever took the last one while the task rested let go of it. */
    TaskResumed resumed() {
        boolean running = state.getStatus() == TaskStatus.RUNNING;
        return new TaskResumed(
                state.getTaskId(), state.getTenant(), version(), now, state.getDispatch() + (running ? 0 : 1));
    }

    TaskTimedOut timedOut() {
        return new TaskTimedOut(
                state.getTaskId(),
                state.getTenant(),
                version(),
                now,
                state.getAttempt(),
                state.getSteps(),
                state.getSpec().getTimeoutSeconds());
    }

    private long version() {
        return state.getVersion() + 1;
    }
}
