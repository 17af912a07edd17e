package io.nekoagents.ingest.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;

/** Who has taken how much lately, exactly, however many ask at once. A bounded number is kept count of. Thread-safe. */
final class Buckets {

    private static final Duration SHORTEST_MEMORY = Duration.ofMinutes(1);

    private final Bandwidth bandwidth;
    private final TimeMeter time;
    private final Cache<String, Bucket> buckets;

    /** @param most of whom count is kept */
    Buckets(Rate rate, long most, TimeMeter time) {
        this.bandwidth = rate.bandwidth();
        this.time = time;
        Duration untilFull = rate.timeFor(rate.burst());
        // Who has not come for so long has a full bucket anyway.
        this.buckets = Caffeine.newBuilder()
                .maximumSize(most)
                .expireAfterAccess(untilFull.compareTo(SHORTEST_MEMORY) > 0 ? untilFull : SHORTEST_MEMORY)
                .build();
    }

    /**
     * @param left after it
     * @param again until there is one again, where there was none
     */
    record Taken(boolean granted, long left, Duration again) {}

    Taken take(String who) {
        ConsumptionProbe probe = bucket(who).tryConsumeAndReturnRemaining(1);
        return new Taken(
                probe.isConsumed(), probe.getRemainingTokens(), Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    /** What taking one would answer, without taking it. */
    Taken look(String who) {
        Bucket bucket = bucket(who);
        var estimate = bucket.estimateAbilityToConsume(1);
        return new Taken(
                estimate.canBeConsumed(),
                estimate.getRemainingTokens(),
                Duration.ofNanos(estimate.getNanosToWaitForRefill()));
    }

    private Bucket bucket(String who) {
        return buckets.get(
                who,
                _ -> Bucket.builder()
                        .addLimit(bandwidth)
                        .withCustomTimePrecision(time)
                        .build());
    }
}
