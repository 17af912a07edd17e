package io.nekoagents.streams.dispatch;

import io.nekoagents.schema.task.QueuedTask;
import io.nekoagents.schema.task.TaskPriority;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** One tenant's tasks that wait and how many it has at work. */
final class WaitingLine {

    static final Comparator<QueuedTask> FIRST_COMES = Comparator.comparingInt(WaitingLine::urgency)
            .thenComparing(QueuedTask::getQueuedAt)
            .thenComparing(QueuedTask::getTaskId);

    /** By what they ask for; those that ask for nothing under the empty name. */
    private final Map<String, TreeSet<QueuedTask>> waiting = new HashMap<>();

    private int waits;
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

    /** What a task asks for: a session, a room, or nothing. */
    static String asked(QueuedTask work) {
        return Objects.requireNonNullElse(work.getSpec().getOptions().getSessionId(), "");
    }

    void add(QueuedTask work) {
        if (waiting.computeIfAbsent(asked(work), _ -> new TreeSet<>(FIRST_COMES))
                .add(work)) {
            waits++;
        }
    }

    void remove(QueuedTask work) {
        TreeSet<QueuedTask> alike = waiting.get(asked(work));
        if (alike != null && alike.remove(work)) {
            waits--;
            if (alike.isEmpty()) {
                waiting.remove(asked(work));
            }
        }
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

    /** Of the tasks that ask for the same, the first; for each thing asked for. */
    Stream<QueuedTask> firsts() {
        return waiting.values().stream().map(TreeSet::first);
    }

    /** What is asked for. */
    Set<String> asked() {
        return waiting.keySet();
    }

    /** Everything that waits for one session or room. */
    List<QueuedTask> allAsking(String name) {
        return List.copyOf(waiting.getOrDefault(name, new TreeSet<>(FIRST_COMES)));
    }

    /** Tasks that no run holds yet. */
    int queued() {
        return waits + ready;
    }

    /** Tasks that a slot works on or is about to. */
    int inHand() {
        return ready + running;
    }

    long lastServed() {
        return lastServed;
    }

    boolean isEmpty() {
        return waits == 0 && inHand() == 0;
    }
}
