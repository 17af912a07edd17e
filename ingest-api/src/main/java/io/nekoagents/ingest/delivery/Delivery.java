package io.nekoagents.ingest.delivery;

import io.nekoagents.schema.webhook.RedeliveryRequested;
import io.nekoagents.schema.webhook.WebhookAttempted;
import io.nekoagents.schema.webhook.WebhookDue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One delivery.
 *
 * @param offset of the record that calls for it, in its partition
 * @param attempts all that were made, oldest first
 * @param before how many of them were made before the last request to deliver it again
 * @param asked whether it was asked for again since it was called for
 * @param nextAt when the next one is due, while it is pending
 */
public record Delivery(
        long offset,
        WebhookDue due,
        DeliveryStatus status,
        List<WebhookAttempted> attempts,
        int before,
        boolean asked,
        @Nullable Instant nextAt) {

    public Delivery {
        attempts = List.copyOf(attempts);
    }

    static Delivery called(long offset, WebhookDue due) {
        return new Delivery(offset, due, DeliveryStatus.PENDING, List.of(), 0, false, due.getOccurredAt());
    }

    public String id() {
        return due.getDeliveryId();
    }

    /** Attempts since it was called for, or asked for again. */
    public int tries() {
        return attempts.size() - before;
    }

    /** When the first of them began. */
    public Optional<Instant> firstTry() {
        return attempts.stream()
                .skip(before)
                .map(WebhookAttempted::getStartedAt)
                .findFirst();
    }

    /** Whether nothing was tried or asked for since it was called for. */
    boolean isUntouched() {
        return attempts.isEmpty() && !asked;
    }

    /** The log may have an attempt twice; two never begin at the same moment. */
    private boolean knows(WebhookAttempted attempt) {
        return attempts.stream().anyMatch(each -> each.getStartedAt().equals(attempt.getStartedAt()));
    }

    /** A process that lost its partition may still tell of an attempt: it only counts if it was taken. */
    Delivery after(WebhookAttempted attempt) {
        if (knows(attempt)) {
            return this;
        }
        List<WebhookAttempted> all =
                Stream.concat(attempts.stream(), Stream.of(attempt)).toList();
        DeliveryStatus next = status(attempt);
        boolean counts = status == DeliveryStatus.PENDING || next == DeliveryStatus.DELIVERED;
        return counts
                ? new Delivery(
                        offset, due, next, all, before, asked, next == DeliveryStatus.PENDING ? nextAt(attempt) : null)
                : new Delivery(offset, due, status, all, before, asked, nextAt);
    }

    /** One that is being tried goes on as it is. */
    Delivery after(RedeliveryRequested request) {
        return status == DeliveryStatus.PENDING && !attempts.isEmpty()
                ? this
                : new Delivery(
                        offset, due, DeliveryStatus.PENDING, attempts, attempts.size(), true, request.getRequestedAt());
    }

    Delivery disabled() {
        return new Delivery(offset, due, DeliveryStatus.DISABLED, attempts, before, asked, null);
    }

    private static DeliveryStatus status(WebhookAttempted attempt) {
        return switch (attempt.getOutcome()) {
            case DELIVERED -> DeliveryStatus.DELIVERED;
            case GIVEN_UP -> DeliveryStatus.GIVEN_UP;
            case DISABLED -> DeliveryStatus.DISABLED;
            case RETRY, UNKNOWN -> DeliveryStatus.PENDING;
        };
    }

    private static Instant nextAt(WebhookAttempted attempt) {
        return attempt.getNextAt() == null ? attempt.getStartedAt() : attempt.getNextAt();
    }
}
