package io.nekoagents.agent.run;

import io.nekoagents.agent.queue.Lease;
import io.nekoagents.schema.task.QueuedTask;

/** A lease that remembers what became of it. */
final class FakeLease implements Lease {

    private final QueuedTask task;
    private volatile String fate = "held";
    private volatile int delivery = 1;

    FakeLease(QueuedTask task) {
        this.task = task;
    }

    /** Says how often the record came. */
    void delivery(int times) {
        delivery = times;
    }

    String fate() {
        return fate;
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
        fate = "completed";
    }

    @Override
    public void handBack() {
        fate = "handed back";
    }

    @Override
    public boolean lost() {
        return false;
    }

    @Override
    public void onLost(Runnable action) {}
}
