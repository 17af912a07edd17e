package io.nekoagents.tts.room;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives every room its next 10 ms, every 10 ms. Block n is due n times 10 ms after the first, whatever the blocks before it
 * took: nothing adds up. After a pause of the machine too long to be caught up with, the rest comes later, and nothing of
 * it is lost.
 */
final class Pacer implements AutoCloseable {

    static final long PERIOD = Duration.ofMillis(10).toNanos();

    /** Receivers hold about so much. */
    private static final long MOST_BEHIND = Duration.ofMillis(200).toNanos();

    private static final Logger LOG = LoggerFactory.getLogger(Pacer.class);

    private final Ticker ticker;
    private final List<Line> lines = new CopyOnWriteArrayList<>();
    private final Thread thread =
            Thread.ofPlatform().name("tts-pacer").daemon(true).unstarted(this::run);
    private volatile boolean closed;

    /** Monotonic time. */
    interface Ticker {
        long nanos();

        /** Returns at that time, or a little later. */
        void sleepUntil(long nanos);

        Ticker SYSTEM = new Ticker() {
            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public void sleepUntil(long nanos) {
                long left = nanos - System.nanoTime();
                while (left > 0) {
                    LockSupport.parkNanos(left);
                    left = nanos - System.nanoTime();
                }
            }
        };
    }

    /** A room to be kept supplied. */
    @FunctionalInterface
    interface Line {
        /** Sends the next 10 ms; must not block. */
        void tick();
    }

    Pacer(Ticker ticker) {
        this.ticker = ticker;
    }

    void start() {
        thread.start();
    }

    void add(Line line) {
        lines.add(line);
    }

    void remove(Line line) {
        lines.remove(line);
    }

    private void run() {
        long due = ticker.nanos();
        while (!closed) {
            due = step(due);
        }
    }

    /** One period. Returns when the next one is due. */
    long step(long due) {
        ticker.sleepUntil(due);
        for (Line line : lines) {
            tick(line);
        }
        long behind = ticker.nanos() - due;
        return behind > MOST_BEHIND ? ticker.nanos() : due + PERIOD;
    }

    private static void tick(Line line) {
        try {
            line.tick();
        } catch (RuntimeException e) { // the edge of this thread: one room's trouble is not the others'
            LOG.atWarn().setCause(e).log("A room could not be sent its sound");
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join(Duration.ofSeconds(1));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
