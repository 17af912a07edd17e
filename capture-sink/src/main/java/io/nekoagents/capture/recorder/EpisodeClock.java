package io.nekoagents.capture.recorder;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The one clock of an episode: it shows the time of day when it was made, and from then on what has passed since, whatever
 * is done to the machine's clock. It never goes back.
 */
final class EpisodeClock {

    private final InstantSource day;
    private final LongSupplier nanos;
    private final Instant began;
    private final long origin;

    /** @param nanos as {@link System#nanoTime()} */
    EpisodeClock(InstantSource day, LongSupplier nanos) {
        this.day = day;
        this.nanos = nanos;
        this.began = day.instant();
        this.origin = nanos.getAsLong();
    }

    Instant began() {
        return began;
    }

    Duration passed() {
        return Duration.ofNanos(nanos.getAsLong() - origin);
    }

    Instant now() {
        return began.plus(passed());
    }

    /** What this clock showed when the machine's showed that; never what is to come, nor what was before the episode. */
    Instant at(Instant moment) {
        Instant now = now();
        Duration ago = Duration.between(moment, day.instant());
        Instant then = ago.isPositive() ? now.minus(ago) : now;
        return then.isBefore(began) ? began : then;
    }
}
