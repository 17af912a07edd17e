package io.nekoagents.ingest.delivery;

import io.nekoagents.schema.webhook.RedeliveryRequested;
import io.nekoagents.schema.webhook.WebhookAttempted;
import io.nekoagents.schema.webhook.WebhookDue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;

/**
 * The deliveries of a task, in the order in which they are made: the next one goes only when the one before is done
 * with. Once a receiver answers 410, what follows for it is disabled, until it takes one that is asked for again.
 */
public final class TaskDeliveries {

    private final List<Delivery> deliveries;

    private TaskDeliveries(List<Delivery> deliveries) {
        this.deliveries = deliveries;
    }

    /**
     * @param dues what was called for, by offset
     * @param said attempts and requests, in the order of the log; those of an unknown delivery count once it is known
     */
    public static TaskDeliveries of(SequencedMap<Long, WebhookDue> dues, List<? extends SpecificRecord> said) {
        Map<String, Delivery> known = new LinkedHashMap<>();
        dues.forEach((offset, due) -> known.putIfAbsent(due.getDeliveryId(), Delivery.called(offset, due)));
        for (SpecificRecord each : said) {
            switch (each) {
                case WebhookAttempted attempt ->
                    known.computeIfPresent(attempt.getDeliveryId(), (_, delivery) -> delivery.after(attempt));
                case RedeliveryRequested request ->
                    known.computeIfPresent(request.getDeliveryId(), (_, delivery) -> delivery.after(request));
                default -> throw new IllegalArgumentException("Not of a delivery: " + each.getSchema());
            }
        }
        return new TaskDeliveries(withoutTheUnwanted(known.values()));
    }

    private static List<Delivery> withoutTheUnwanted(Iterable<Delivery> all) {
        Set<String> unwanted = new HashSet<>();
        List<Delivery> deliveries = new ArrayList<>();
        for (Delivery each : all) {
            String url = each.due().getUrl();
            Delivery known = unwanted.contains(url) && each.isUntouched() ? each.disabled() : each;
            switch (known.status()) {
                case DISABLED -> unwanted.add(url);
                case DELIVERED -> unwanted.remove(url);
                case PENDING, GIVEN_UP -> {}
            }
            deliveries.add(known);
        }
        return List.copyOf(deliveries);
    }

    public List<Delivery> inOrder() {
        return deliveries;
    }

    public Optional<Delivery> find(String deliveryId) {
        return deliveries.stream().filter(each -> each.id().equals(deliveryId)).findFirst();
    }

    /** The one whose turn it is, now or later; empty when all are done with. */
    public Optional<Delivery> next() {
        return deliveries.stream()
                .filter(each -> each.status() == DeliveryStatus.PENDING)
                .findFirst();
    }
}
