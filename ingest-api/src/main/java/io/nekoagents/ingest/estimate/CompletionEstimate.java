package io.nekoagents.ingest.estimate;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a task that is submitted now is likely to be done: {@code now + duration × (⌊ahead ÷ slots⌋ + 1)}. The tasks ahead
 * are worked off in waves, as many at a time as there are slots, and each wave takes as long as a task did lately.
 */
public final class CompletionEstimate {

    private CompletionEstimate() {}

    /**
     * @param ahead tasks that have not ended, at least 0
     * @param slots tasks that all workers can run at a time; without any there is no estimate
     * @param duration of a task, from first start to end
     */
    public static Optional<Instant> of(Instant now, int ahead, int slots, Duration duration) {
        if (slots <= 0) {
            return Optional.empty();
        }
        long waves = ahead / slots + 1L;
        return Optional.of(now.plus(duration.multipliedBy(waves)));
    }
}
