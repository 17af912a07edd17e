package io.nekoagents.ingest.limit;

import io.github.bucket4j.Bandwidth;
import java.time.Duration;

/**
 * How much is allowed.
 *
 * @param perSecond in the long run; 0 for no limit
 * @param burst at once
 */
record Rate(double perSecond, long burst) {

    static final double SLOWEST = 0.01;
    static final double FASTEST = 1_000_000;

    private static final double NANOS = 1e9;

    boolean limits() {
        return perSecond > 0;
    }

    Bandwidth bandwidth() {
        long tokens = Math.max(1, Math.round(perSecond));
        return Bandwidth.builder()
                .capacity(burst)
                .refillGreedy(tokens, Duration.ofNanos(Math.round(tokens / perSecond * NANOS)))
                .build();
    }

    /** Until so much is there again. */
    Duration timeFor(long missing) {
        return Duration.ofNanos(Math.round(missing / perSecond * NANOS));
    }
}
