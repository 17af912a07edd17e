package io.nekoagents.ingest.view;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes those who follow a task whenever something new is known of it. Thread-safe. */
public final class TaskSignals {

    private final Map<String, Set<Follower>> followers = new ConcurrentHashMap<>();

    TaskSignals() {}

    Follower follow(String taskId) {
        Follower follower = new Follower(this, taskId);
        followers.compute(taskId, (_, known) -> {
            Set<Follower> all = known == null ? ConcurrentHashMap.newKeySet() : known;
            all.add(follower);
            return all;
        });
        return follower;
    }

    void signal(Collection<String> taskIds) {
        if (!followers.isEmpty()) {
            for (String taskId : taskIds) {
                followers.getOrDefault(taskId, Set.of()).forEach(Follower::wake);
            }
        }
    }

    void signalAll() {
        followers.values().forEach(all -> all.forEach(Follower::wake));
    }

    /** One who follows a task, from when this was made until it is closed; news between two waits are not lost. */
    public static final class Follower implements AutoCloseable {

        private final TaskSignals signals;
        private final String taskId;
        private final Semaphore news = new Semaphore(0);

        private Follower(TaskSignals signals, String taskId) {
            this.signals = signals;
            this.taskId = taskId;
        }

        /** Waits for news; false when there were none in that time. */
        public boolean await(Duration longest) throws InterruptedException {
            boolean woken = news.tryAcquire(Math.max(0, longest.toNanos()), TimeUnit.NANOSECONDS);
            news.drainPermits();
            return woken;
        }

        void wake() {
            news.release();
        }

        @Override
        public void close() {
            signals.followers.computeIfPresent(taskId, (_, all) -> {
                all.remove(this);
                return all.isEmpty() ? null : all;
            });
        }
    }
}
