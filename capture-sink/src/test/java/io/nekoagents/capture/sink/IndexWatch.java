package io.nekoagents.capture.sink;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Looks at an index all the time, as a training run may at any moment. */
final class IndexWatch implements AutoCloseable {

    private final List<String> flaws = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile boolean closed;
    private final AtomicInteger looks = new AtomicInteger();

    IndexWatch(DatasetFolder dataset) {
        Set<String> sound = new HashSet<>();
        thread = Thread.ofPlatform().daemon().start(() -> {
            while (!closed) {
                try {
                    flaws.addAll(dataset.flaws(sound));
                    looks.incrementAndGet();
                } catch (IOException e) {
                    flaws.add(e.toString());
                }
                LockSupport.parkNanos(3_000_000);
            }
        });
    }

    List<String> flaws() {
        return flaws;
    }

    int looks() {
        return looks.get();
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
