package io.nekoagents.streams.lifecycle;

import io.nekoagents.schema.task.TaskState;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** When time alone changes a task. */
final class TaskDeadlines {

    private TaskDeadlines() {}

    /** The next moment at which a decision about this state is due; empty where none ever is. */
    static Optional<Instant> next(TaskState state, LifecycleLimits limits) {
        return switch (state.getStatus()) {
            case QUEUED -> earliest(Stream.of(runsOut(state), retry(state), waitsTooLong(state, limits)));
            case RUNNING -> earliest(Stream.of(runsOut(state), lost(state, limits)));
            case COMPLETED, FAILED, CANCELLED, TIMED_OUT -> forgotten(state, limits);
            case UNKNOWN -> Optional.empty();
        };
    }

    /** The task's own limit, counted from its first start. */
    static Optional<Instant> runsOut(TaskState state) {
        return Optional.ofNullable(state.getDeadlineAt());
    }

    static Optional<Instant> retry(TaskState state) {
        return Optional.ofNullable(state.getNotBefore());
    }

    static Optional<Instant> waitsTooLong(TaskState state, LifecycleLimits limits) {
        return state.getStartedAt() == null
                ? Optional.of(state.getQueuedAt().plus(limits.maxQueueTime()))
                : Optional.empty();
    }

    static Optional<Instant> lost(TaskState state, LifecycleLimits limits) {
        return Optional.ofNullable(state.getHeartbeatAt()).map(at -> at.plus(limits.heartbeatTimeout()));
    }

    static Optional<Instant> forgotten(TaskState state, LifecycleLimits limits) {
        return Optional.ofNullable(state.getFinishedAt()).map(at -> at.plus(limits.retention()));
    }

    private static Optional<Instant> earliest(Stream<Optional<Instant>> moments) {
        return moments.flatMap(Optional::stream).min(Instant::compareTo);
    }
}
