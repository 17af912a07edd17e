package io.nekoagents.neko;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A moment until which something may take. */
record Deadline(long atNanos) {

    static Deadline after(Duration duration) {
        return new Deadline(System.nanoTime() + duration.toNanos());
    }

    /** Never negative. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, atNanos - System.nanoTime()));
    }

    Duration leftAtMost(Duration limit) {
        Duration left = left();
        return left.compareTo(limit) < 0 ? left : limit;
    }

    /**
     * Waits for a result.
     *
     * @param what it is, for the message if it does not come
     */
    <T> T await(CompletableFuture<T> result, String what) throws NekoException {
        try {
            return result.get(left().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new NekoException.TimedOut("no " + what + " in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NekoException.Unreachable("interrupted waiting for " + what, e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof NekoException refusal) {
                throw refusal;
            }
            throw new NekoException.Unreachable("no " + what, e);
        }
    }
}
