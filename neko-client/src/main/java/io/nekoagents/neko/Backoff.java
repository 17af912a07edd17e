package io.nekoagents.neko;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before trying again: 0.5 s doubling to 15 s, each shortened at random by up to half. */
final class Backoff {

    private static final long FIRST_MILLIS = 500;
    private static final long LAST_MILLIS = 15_000;

    private final RandomGenerator random;
    private int failures;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    Duration next() {
        long full = Math.min(LAST_MILLIS, FIRST_MILLIS << Math.min(failures, 10));
        failures++;
        return Duration.ofMillis(full / 2 + random.nextLong(full / 2 + 1));
    }

    void succeeded() {
        failures = 0;
    }
}
