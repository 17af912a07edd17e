package io.nekoagents.streams.dispatch;

import io.nekoagents.schema.task.QueuedTask;
import io.nekoagents.schema.task.TaskPriority;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeSet;

/** One tenant's tasks that wait and how many it has at work. */
final class WaitingLine {

    private static final Comparator<QueuedTask> FIRST_COMES = Comparator.comparingInt(WaitingLine::urgency)
            .thenComparing(QueuedTask::getQueuedAt)
            .thenComparing(QueuedTask::getTaskId);

    private final TreeSet<QueuedTask> waiting = new TreeSet<>(FIRST_COMES);
    private int ready;
    private int running;
    private long lastServed;

    private static int urgency(QueuedTask work) {
        TaskPriority priority = work.getSpec().getPriority();
        return switch (priority) {
            case HIGH -> 0;
            case NORMAL -> 1;
            case LOW -> 2;
        };
    }

    void add(QueuedTask work) {
        waiting.add(work);
    }

    void remove(QueuedTask work) {
        waiting.remove(work);
    }

    void ready(int change) {
        ready += change;
    }

    void running(int change) {
        running += change;
    }

    void servedAt(long turn) {
        lastServed = turn;
    }

    Optional<QueuedTask> first() {
        return waiting.isEmpty() ? Optional.empty() : Optional.of(waiting.first());
    }

    /** Tasks that no run holds yet. */
    int queued() {
        return waiting.size() + ready;
    }

    /** Tasks that a slot works on or is about to. */
    int inHand() {
        return ready + running;
    }

    long lastServed() {
        return lastServed;
    }

    boolean isEmpty() {
        return waiting.isEmpty() && inHand() == 0;
    }
}
