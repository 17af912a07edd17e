package io.nekoagents.streams.lifecycle;

import io.nekoagents.schema.task.QueuedTask;
import io.nekoagents.schema.task.TaskState;
import io.nekoagents.schema.task.WorkChange;
import io.nekoagents.schema.task.WorkPhase;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What work a task needs, as the dispatcher is told. */
final class TaskWork {

    private TaskWork() {}

    /** Empty where the dispatcher knows already. */
    static Optional<WorkChange> change(@Nullable TaskState before, TaskState after) {
        boolean known = before != null && phase(before) == phase(after) && before.getDispatch() == after.getDispatch();
        return known ? Optional.empty() : Optional.of(of(after));
    }

    private static WorkChange of(TaskState state) {
        WorkPhase phase = phase(state);
        QueuedTask work = phase == WorkPhase.WAITING
                ? QueuedTask.newBuilder()
                        .setTaskId(state.getTaskId())
                        .setTenant(state.getTenant())
                        .setDispatch(state.getDispatch())
                        .setSpec(state.getSpec())
                        .setQueuedAt(state.getQueuedAt())
                        .setTraceparent(state.getTraceparent())
                        .build()
                : null;
        String asked = state.getSpec().getOptions().getSessionId();
        return new WorkChange(state.getTaskId(), state.getTenant(), phase, work, asked);
    }

    private static WorkPhase phase(TaskState state) {
        return switch (state.getStatus()) {
            case QUEUED ->
                state.getPause() == null && state.getNotBefore() == null ? WorkPhase.WAITING : WorkPhase.GONE;
            case RUNNING -> WorkPhase.RUNNING;
            case COMPLETED, FAILED, CANCELLED, TIMED_OUT, UNKNOWN -> WorkPhase.GONE;
        };
    }
}
