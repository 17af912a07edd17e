package io.nekoagents.agent.control;

import io.nekoagents.schema.task.TaskState;
import io.nekoagents.schema.task.TaskStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Keeps the states of tasks that have not ended and passes each on to whoever watches. */
final class StateBoard implements TaskStates {

    private final Map<String, TaskState> open = new ConcurrentHashMap<>();
    private final Map<String, List<Consumer<TaskState>>> watches = new ConcurrentHashMap<>();

    @Override
    public Optional<TaskState> lastKnown(String taskId) {
        return Optional.ofNullable(open.get(taskId));
    }

    @Override
    public Watch watch(String taskId, Consumer<TaskState> listener) {
        watches.computeIfAbsent(taskId, _ -> new CopyOnWriteArrayList<>()).add(listener);
        return () -> watches.computeIfPresent(taskId, (_, listeners) -> {
            listeners.remove(listener);
            return listeners.isEmpty() ? null : listeners;
        });
    }

    void publish(TaskState state) {
        if (isOpen(state.getStatus())) {
            open.put(state.getTaskId(), state);
        } else {
            open.remove(state.getTaskId());
        }
        watches.getOrDefault(state.getTaskId(), List.of()).forEach(listener -> listener.accept(state));
    }

    void forget(String taskId) {
        open.remove(taskId);
    }

    private static boolean isOpen(TaskStatus status) {
        return switch (status) {
            case UNKNOWN, QUEUED, RUNNING -> true;
            case COMPLETED, FAILED, CANCELLED, TIMED_OUT -> false;
        };
    }
}
