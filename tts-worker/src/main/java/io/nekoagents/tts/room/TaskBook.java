package io.nekoagents.tts.room;

import io.nekoagents.schema.task.TaskState;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The tasks that speak and have a room, as far as they have been read. One that has ended still has its answer to say: it is
 * remembered for a while. Thread-safe.
 */
final class TaskBook {

    private static final int ENDED_REMEMBERED = 1_000;

    /** Its worker speaks when it has begun, which can be read a moment before that it has. */
    private static final Duration HEARSAY = Duration.ofSeconds(5);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, TaskState> tasks = new HashMap<>();
    private final Deque<String> ended = new ArrayDeque<>();

    /** @param state null for a task that is forgotten */
    void told(String taskId, @Nullable TaskState state) {
        lock.lock();
        try {
            if (state == null || !speaks(state)) {
                tasks.remove(taskId);
                return;
            }
            TaskState before = tasks.put(taskId, state);
            if (isOver(state) && (before == null || !isOver(before))) {
                ended.add(taskId);
                if (ended.size() > ENDED_REMEMBERED) {
                    tasks.remove(ended.remove());
                }
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static boolean speaks(TaskState state) {
        return state.getSpec().getOptions().getEnableTts()
                && state.getRoom() != null
                && !state.getRoom().isEmpty();
    }

    private static boolean isOver(TaskState state) {
        return state.getFinishedAt() != null;
    }

    /** A tenant's task; waits a moment for one that is not known. */
    Optional<TaskState> find(String tenant, String taskId) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = HEARSAY.toNanos();
            while (!tasks.containsKey(taskId) && left > 0) {
                left = changed.awaitNanos(left);
            }
            return Optional.ofNullable(tasks.get(taskId))
                    .filter(state -> state.getTenant().equals(tenant));
        } finally {
            lock.unlock();
        }
    }
}
