package io.nekoagents.agent.run;

import io.nekoagents.agent.control.Standing;
import io.nekoagents.agent.control.TaskStates;
import io.nekoagents.schema.task.Pause;
import io.nekoagents.schema.task.PauseKind;
import io.nekoagents.schema.task.TaskState;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** What the lifecycle says of one run, followed from before the run says that it has started. */
final class Grant implements AutoCloseable {

    private final String runId;
    private final int dispatch;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final TaskStates.Watch watch;

    private Standing standing = Standing.WAITING;
    private @Nullable TaskState state;
    private boolean held;
    private boolean interrupted;

    Grant(TaskStates states, String taskId, String runId, int dispatch) {
        this.runId = runId;
        this.dispatch = dispatch;
        this.watch = states.watch(taskId, this::hear);
    }

    /** A state that is older than one heard before, because the log is read anew, says nothing of the run. */
    private void hear(TaskState next) {
        lock.lock();
        try {
            if (state != null && next.getVersion() < state.getVersion()) {
                return;
            }
            standing = Standing.of(next, runId, dispatch, held);
            held |= standing == Standing.GRANTED;
            state = next;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    Standing standing() {
        lock.lock();
        try {
            return standing;
        } finally {
            lock.unlock();
        }
    }

    /** The newest state heard. */
    Optional<TaskState> state() {
        lock.lock();
        try {
            return Optional.ofNullable(state);
        } finally {
            lock.unlock();
        }
    }

    /** Waits while there is no answer, at most that long. */
    Standing awaitAnswer(Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        lock.lockInterruptibly();
        try {
            while (standing == Standing.WAITING && left > 0 && !interrupted) {
                left = changed.awaitNanos(left);
            }
            return standing;
        } finally {
            lock.unlock();
        }
    }

    /** Rests while the task is granted and not paused, at most that long; anything said of the task's fate ends it. */
    void rest(Duration rest) throws InterruptedException {
        long left = rest.toNanos();
        lock.lockInterruptibly();
        try {
            while (standing == Standing.GRANTED && pause().isEmpty() && left > 0 && !interrupted) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Why the task is to rest where it stands; empty while it may go on. */
    Optional<PauseKind> pause() {
        return state().map(TaskState::getPause).map(Pause::getKind);
    }

    /** Waits for as long as the task is held and rests for this reason. */
    void awaitOther(PauseKind kind) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (standing == Standing.GRANTED && pause().filter(kind::equals).isPresent() && !interrupted) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends every wait, now and later. */
    void hurry() {
        lock.lock();
        try {
            interrupted = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        watch.close();
    }
}
