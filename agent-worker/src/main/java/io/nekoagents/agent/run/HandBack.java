package io.nekoagents.agent.run;

import io.nekoagents.agent.queue.Lease;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Gives back the records that this worker cannot serve now, each the later the more often it came: the broker delivers a
 * record only so many times, and what keeps a worker from serving it lasts for longer than a delivery. Thread-safe.
 */
final class HandBack {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final int DOUBLINGS = 5;

    private final CountDownLatch hurried = new CountDownLatch(1);

    /** How long a record is kept before it goes back. */
    static Duration patience(int delivery) {
        Duration grown = FIRST.multipliedBy(1L << Math.clamp(delivery - 1L, 0, DOUBLINGS));
        return grown.compareTo(LONGEST) < 0 ? grown : LONGEST;
    }

    /** Keeps a record for its time, then gives it back; at once if it is lost, or the worker drains. */
    void later(Lease lease) {
        try {
            boolean _ =
                    !lease.lost() && hurried.await(patience(lease.delivery()).toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            lease.handBack();
        }
    }

    /** Takes nothing for a moment, so that others can take what was given back; not while the worker drains. */
    void rest() throws InterruptedException {
        boolean _ = hurried.await(FIRST.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Nothing is kept any longer. */
    void hurry() {
        hurried.countDown();
    }
}
