package io.nekoagents.capture.sink;

import io.nekoagents.capture.store.Address;
import io.nekoagents.schema.capture.CaptureConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * A tenant's sealed shards on their way to their places, until they are committed. What its places do not take is kept and
 * tried again; of what the log tells of the tenant meanwhile only the place is noted. For one thread, but for {@link
 * #at(Address)}.
 */
final class Load implements AutoCloseable {

    private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(5);

    private final OpenShard open;
    private final List<OpenShard.Filled> shards;
    private final Pins passed = new Pins();
    private final long since = System.nanoTime();
    private List<Address> places;
    private volatile Address at;
    private @Nullable Future<?> sending;
    private int tries;
    private int noted;
    private long nextTry;

    /** How it stands. */
    sealed interface Fate {

        record UnderWay() implements Fate {}

        /** All of it is in each of its places. */
        record Arrived() implements Fate {}

        record Refused(Throwable why) implements Fate {}
    }

    Load(OpenShard open, List<OpenShard.Filled> shards, List<Address> places) {
        this.open = open;
        this.shards = shards;
        this.places = places;
        this.at = places.getFirst();
    }

    CaptureConfig config() {
        return open.config();
    }

    OpenShard open() {
        return open;
    }

    List<OpenShard.Filled> shards() {
        return shards;
    }

    List<Address> places() {
        return places;
    }

    /** The place that it was last brought to, or is being brought to. */
    Address at() {
        return at;
    }

    void at(Address place) {
        at = place;
    }

    int tries() {
        return tries;
    }

    /** When it was sealed, in the time of {@link System#nanoTime}. */
    long since() {
        return since;
    }

    /** How long it has been sealed. */
    Duration age() {
        return Duration.ofNanos(System.nanoTime() - since);
    }

    /** Where the log tells of what is in it, and of what was passed over because of it. */
    Pins pins() {
        Pins all = new Pins();
        all.addAll(open.pins());
        all.addAll(passed);
        return all;
    }

    Pins passed() {
        return passed;
    }

    void sent(Future<?> task) {
        sending = task;
        tries++;
    }

    /** It is to be sent to these places instead. */
    void divert(List<Address> others) {
        cancel();
        places = others;
        at = others.getFirst();
    }

    /** Waits that long at most. */
    Fate fate(Duration wait) {
        Future<?> task = sending;
        if (task == null) {
            return new Fate.UnderWay();
        }
        try {
            task.get(Math.max(0, wait.toNanos()), TimeUnit.NANOSECONDS);
            return new Fate.Arrived();
        } catch (TimeoutException _) {
            return new Fate.UnderWay();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (CancellationException e) {
            return new Fate.Refused(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            return new Fate.Refused(e);
        }
    }

    Fate fate() {
        return fate(Duration.ZERO);
    }

    /** Whether this refusal is news; from then on the wait for the next try counts. */
    boolean noteRefusal(Duration backoff) {
        if (noted == tries) {
            return false;
        }
        noted = tries;
        Duration wait = backoff.multipliedBy(1L << Math.min(tries - 1, 20));
        nextTry = System.nanoTime() + (wait.compareTo(LONGEST_BACKOFF) < 0 ? wait : LONGEST_BACKOFF).toNanos();
        return true;
    }

    boolean isDue() {
        return System.nanoTime() - nextTry >= 0;
    }

    /** Throws away what is here of it; what is in its places stays. */
    @Override
    public void close() throws IOException {
        cancel();
        open.close();
    }

    private void cancel() {
        if (sending != null) {
            sending.cancel(true);
        }
    }
}
