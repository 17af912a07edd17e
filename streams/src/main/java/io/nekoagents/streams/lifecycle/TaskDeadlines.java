package io.nekoagents.streams.lifecycle;

import io.nekoagents.schema.task.TaskState;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** When time alone changes a task. */
final class TaskDeadlines {

    private TaskDeadlines() {}

    /** The next moment at which a decision about this state is due; empty where none ever is. */
    static Optional<Instant> next(TaskState state, LifecycleLimits limits) {
        return switch (state.getStatus()) {
            case QUEUED ->
                earliest(Stream.of(
                        runsOut(state), retry(state), waitsTooLong(state, limits), restsTooLong(state, limits)));
            case RUNNING -> earliest(Stream.of(runsOut(state), lost(state, limits), restsTooLong(state, limits)));
            case COMPLETED, FAILED, CANCELLED, TIMED_OUT -> forgotten(state, limits);
            case UNKNOWN -> Optional.empty();
        };
    }

    /** The task's own limit, counted from its first start; it rests with the task. */
    static Optional<Instant> runsOut(TaskState state) {
        return unlessPaused(state, state.getDeadlineAt());
    }

    static Optional<Instant> retry(TaskState state) {
        return unlessPaused(state, state.getNotBefore());
    }

    static Optional<Instant> restsTooLong(TaskState state, LifecycleLimits limits) {
        return Optional.ofNullable(state.getPause())
                .map(pause -> pause.getSince().plus(limits.maxPause()));
    }

    private static Optional<Instant> unlessPaused(TaskState state, @Nullable Instant moment) {
        return state.getPause() == null ? Optional.ofNullable(moment) : Optional.empty();
    }

    static Optional<Instant> waitsTooLong(TaskState state, LifecycleLimits limits) {
        return state.getStartedAt() == null
                ? unlessPaused(state, state.getQueuedAt().plus(limits.maxQueueTime()))
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
