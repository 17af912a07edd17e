package io.nekoagents.local.replay;

import java.time.Instant;

/**
 * A span of the log, by the time of its records.
 *
 * @param from the first moment in it
 * @param to the first moment after it
 */
public record Span(Instant from, Instant to) {

    public Span {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("--from must be before --to");
        }
    }

    boolean contains(long timestamp) {
        return timestamp >= from.toEpochMilli() && timestamp < to.toEpochMilli();
    }
}
