package io.nekoagents.ingest.view;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.common.TopicPartition;

/** How far into each partition the view reaches, and a place to wait for more. Thread-safe. */
final class AppliedOffsets {

    private final Map<TopicPartition, Long> next = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition advanced = lock.newCondition();
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile Runnable hurry = () -> {};

    /** @param hurry is run whenever somebody begins to wait */
    void whenAwaited(Runnable hurry) {
        this.hurry = hurry;
    }

    boolean awaited() {
        return waiting.get() > 0;
    }

    /** The first offset that is not applied, 0 for a partition not read yet. */
    long next(TopicPartition partition) {
        return next.getOrDefault(partition, 0L);
    }

    void advance(Map<TopicPartition, Long> offsets) {
        lock.lock();
        try {
            next.putAll(offsets);
            advanced.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until everything before an offset is applied; false when that did not happen by the deadline. */
    boolean await(TopicPartition partition, long before, long deadlineNanos) throws InterruptedException {
        if (next(partition) >= before) {
            return true;
        }
        waiting.incrementAndGet();
        lock.lock();
        try {
            hurry.run();
            while (next(partition) < before) {
                long left = deadlineNanos - System.nanoTime();
                if (left <= 0 || !advanced.await(left, TimeUnit.NANOSECONDS)) {
                    return next(partition) >= before;
                }
            }
            return true;
        } finally {
            lock.unlock();
            waiting.decrementAndGet();
        }
    }
}
