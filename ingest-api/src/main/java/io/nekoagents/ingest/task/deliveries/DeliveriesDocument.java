package io.nekoagents.ingest.task.deliveries;

import io.nekoagents.ingest.delivery.Delivery;
import io.nekoagents.ingest.delivery.TaskDeliveries;
import io.nekoagents.schema.webhook.WebhookAttempted;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a task's client was told, in order. */
record DeliveriesDocument(String taskId, List<DeliveryDocument> deliveries) {

    static DeliveriesDocument of(String taskId, TaskDeliveries deliveries) {
        return new DeliveriesDocument(
                taskId, deliveries.inOrder().stream().map(DeliveryDocument::of).toList());
    }

    /**
     * @param deliveryId as in {@code webhook-id}
     * @param status in lower case, see {@link io.nekoagents.ingest.delivery.DeliveryStatus}
     * @param nextAt when the next attempt is due, while it is pending; it also waits for the delivery before it
     */
    record DeliveryDocument(
            String deliveryId,
            String type,
            String url,
            String status,
            Instant occurredAt,
            @Nullable Instant nextAt,
            List<Attempt> attempts) {

        static DeliveryDocument of(Delivery delivery) {
            return new DeliveryDocument(
                    delivery.id(),
                    delivery.due().getType(),
                    delivery.due().getUrl(),
                    lower(delivery.status()),
                    delivery.due().getOccurredAt(),
                    delivery.nextAt(),
                    delivery.attempts().stream().map(Attempt::of).toList());
        }
    }

    /**
     * @param statusCode of the answer, null where there was none
     * @param failure why there was none, e.g. {@code timeout}
     */
    record Attempt(
            Instant startedAt,
            long durationMs,
            String outcome,
            @Nullable Integer statusCode,
            @Nullable String failure) {

        static Attempt of(WebhookAttempted attempt) {
            return new Attempt(
                    attempt.getStartedAt(),
                    attempt.getDurationMillis(),
                    lower(attempt.getOutcome()),
                    attempt.getStatusCode(),
                    attempt.getFailure());
        }
    }

    private static String lower(Enum<?> symbol) {
        return symbol.name().toLowerCase(Locale.ROOT);
    }
}
