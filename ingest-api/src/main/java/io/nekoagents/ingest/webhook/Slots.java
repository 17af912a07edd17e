package io.nekoagents.ingest.webhook;

import io.nekoagents.ingest.delivery.Line;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntPredicate;

/**
 * Who is being served: so many at a time, so many of them of one tenant, and so many of those of one line, that a
 * receiver that hangs holds up its own line alone. The last eighth is for tenants of which nobody is served: however many
 * others have a backlog, each gets its turn. Thread-safe.
 */
final class Slots {

    private static final int RESERVED_PART = 8;

    private final int most;
    private final int mostOfATenant;
    private final int mostOfALine;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition freed = lock.newCondition();
    private final Map<String, Held> tasks = new HashMap<>();
    private final Map<String, Integer> tenants = new HashMap<>();
    private final Map<Line, Integer> lines = new HashMap<>();

    Slots(int most, int mostOfATenant, int mostOfALine) {
        this.most = most;
        this.mostOfATenant = mostOfATenant;
        this.mostOfALine = mostOfALine;
    }

    private record Held(Line line, int partition) {}

    /** How an attempt to take a slot ends. */
    enum Taken {
        YES,
        /** The task is being served. */
        SERVED,
        /** There is no room for anybody of the line. */
        FULL
    }

    Taken take(String taskId, Line line, int partition) {
        lock.lock();
        try {
            if (tasks.containsKey(taskId)) {
                return Taken.SERVED;
            }
            boolean served = tenants.containsKey(line.tenant());
            boolean full = tasks.size() >= (served ? most - most / RESERVED_PART : most)
                    || tenants.getOrDefault(line.tenant(), 0) >= mostOfATenant
                    || lines.getOrDefault(line, 0) >= mostOfALine;
            if (full) {
                return Taken.FULL;
            }
            tasks.put(taskId, new Held(line, partition));
            tenants.merge(line.tenant(), 1, Integer::sum);
            lines.merge(line, 1, Integer::sum);
            return Taken.YES;
        } finally {
            lock.unlock();
        }
    }

    void free(String taskId) {
        lock.lock();
        try {
            Held held = tasks.remove(taskId);
            if (held != null) {
                less(tenants, held.line().tenant());
                less(lines, held.line());
                freed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private static <K> void less(Map<K, Integer> counts, K key) {
        counts.computeIfPresent(key, (_, count) -> count > 1 ? count - 1 : null);
    }

    /** Waits until nobody of these partitions is served; false when that did not happen in time. */
    boolean awaitNone(IntPredicate partitions, Duration longest) throws InterruptedException {
        long left = longest.toNanos();
        lock.lock();
        try {
            while (tasks.values().stream().anyMatch(held -> partitions.test(held.partition()))) {
                if (left <= 0) {
                    return false;
                }
                left = freed.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }
}
