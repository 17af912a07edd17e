package io.nekoagents.ingest.webhook;

import io.nekoagents.ingest.delivery.Delivery;
import io.nekoagents.schema.webhook.AttemptOutcome;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What follows from an attempt: exponential backoff with full jitter, a receiver's Retry-After heeded within limits.
 *
 * @param backoff longest wait before the second attempt; doubles with each further one
 * @param maxBackoff longest wait before any
 * @param giveUpAfter how long after the first attempt a further one may be made, and the first one after what it tells
 */
record RetryRule(Duration backoff, Duration maxBackoff, Duration giveUpAfter) {

    private static final int MOST_DOUBLINGS = 30;

    /** @param nextAt when the next attempt is due, if there is to be one */
    record Next(AttemptOutcome outcome, @Nullable Instant nextAt) {

        static Next end(AttemptOutcome outcome) {
            return new Next(outcome, null);
        }
    }

    /** Whether it is news no more: never posted nor asked for again, in all the time there was for it. */
    boolean isStale(Delivery delivery, Instant now) {
        boolean posted = !delivery.attempts().stream()
                .allMatch(each -> Answer.Cause.STALE.label().equals(each.getFailure()));
        return !posted
                && !delivery.asked()
                && delivery.due().getOccurredAt().plus(giveUpAfter).isBefore(now);
    }

    /**
     * @param delivery as it was before the attempt
     * @param began when the attempt did
     * @param now when it was over
     * @param random 0 to 1, how much of the longest wait is waited
     */
    Next after(Delivery delivery, Answer answer, Instant began, Instant now, double random) {
        return switch (answer) {
            case Answer.Answered answered when answered.isTaken() -> Next.end(AttemptOutcome.DELIVERED);
            case Answer.Answered answered when answered.isGone() -> Next.end(AttemptOutcome.DISABLED);
            case Answer.Answered(int _, Duration retryAfter) -> retry(delivery, retryAfter, began, now, random);
            case Answer.Failed(Answer.Cause cause) ->
                switch (cause) {
                    case ADDRESS_REFUSED, STALE -> Next.end(AttemptOutcome.GIVEN_UP);
                    case UNRESOLVED, CONNECTION_REFUSED, TLS, TIMEOUT, CONNECTION_LOST ->
                        retry(delivery, null, began, now, random);
                };
        };
    }

    /** Where it was to be given up, but that could not be written down. */
    Next later(Instant now) {
        return new Next(AttemptOutcome.RETRY, now.plus(maxBackoff));
    }

    private Next retry(Delivery delivery, @Nullable Duration retryAfter, Instant began, Instant now, double random) {
        Duration longest = shorter(backoff.multipliedBy(1L << Math.min(delivery.tries(), MOST_DOUBLINGS)));
        Duration wait = Duration.ofMillis((long) (longest.toMillis() * random));
        if (retryAfter != null && shorter(retryAfter).compareTo(wait) > 0) {
            wait = shorter(retryAfter);
        }
        Instant next = now.plus(wait);
        Instant last = delivery.firstTry().orElse(began).plus(giveUpAfter);
        return next.isAfter(last) ? Next.end(AttemptOutcome.GIVEN_UP) : new Next(AttemptOutcome.RETRY, next);
    }

    private Duration shorter(Duration wait) {
        return wait.compareTo(maxBackoff) < 0 ? wait : maxBackoff;
    }
}
