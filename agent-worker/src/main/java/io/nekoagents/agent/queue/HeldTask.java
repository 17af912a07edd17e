package io.nekoagents.agent.queue;

import io.nekoagents.schema.task.QueuedTask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Where the thread that runs a task and the thread that holds it meet. */
final class HeldTask implements Lease {

    /** What has become of the lease. */
    enum Fate {
        HELD,
        COMPLETED,
        HANDED_BACK,
        LOST
    }

    private final QueuedTask task;
    private final int delivery;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition decided = lock.newCondition();
    private final List<Runnable> whenLost = new ArrayList<>();
    private Fate fate = Fate.HELD;

    HeldTask(QueuedTask task, int delivery) {
        this.task = task;
        this.delivery = delivery;
    }

    @Override
    public QueuedTask task() {
        return task;
    }

    @Override
    public int delivery() {
        return delivery;
    }

    @Override
    public void complete() {
        decide(Fate.COMPLETED);
    }

    @Override
    public void handBack() {
        decide(Fate.HANDED_BACK);
    }

    void lose() {
        if (decide(Fate.LOST)) {
            whenLost.forEach(Runnable::run);
        }
    }

    @Override
    public boolean lost() {
        return fate() == Fate.LOST;
    }

    @Override
    public void onLost(Runnable action) {
        lock.lock();
        try {
            if (fate != Fate.LOST) {
                whenLost.add(action);
                return;
            }
        } finally {
            lock.unlock();
        }
        action.run();
    }

    /** Waits for the lease's fate, at most that long. */
    Fate await(Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        lock.lockInterruptibly();
        try {
            while (fate == Fate.HELD && left > 0) {
                left = decided.awaitNanos(left);
            }
            return fate;
        } finally {
            lock.unlock();
        }
    }

    private Fate fate() {
        lock.lock();
        try {
            return fate;
        } finally {
            lock.unlock();
        }
    }

    private boolean decide(Fate decision) {
        lock.lock();
        try {
            if (fate != Fate.HELD) {
                return false;
            }
            fate = decision;
            decided.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String toString() {
        return "HeldTask[" + task.getTaskId() + " dispatch " + task.getDispatch() + ", " + fate() + "]";
    }
}
