package io.nekoagents.ingest.webhook;

import io.nekoagents.ingest.ApiSettings;
import io.nekoagents.ingest.access.Caller;
import io.nekoagents.ingest.delivery.Delivery;
import io.nekoagents.ingest.delivery.DeliveryStatus;
import io.nekoagents.ingest.problem.ProblemException;
import io.nekoagents.ingest.view.DeliveryView;
import io.nekoagents.schema.webhook.RedeliveryRequested;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Has deliveries made again that were done with. */
@Component
public final class Redeliveries {

    private final DeliveryView view;
    private final AttemptLog log;
    private final WebhookSettings settings;
    private final InstantSource clock;
    private final Duration patience;

    Redeliveries(DeliveryView view, AttemptLog log, WebhookSettings settings, InstantSource clock, ApiSettings api) {
        this.view = view;
        this.log = log;
        this.settings = settings;
        this.clock = clock;
        this.patience = api.readTimeout();
    }

    /**
     * @param taskId a task of the caller's tenant
     * @return the delivery as it is then
     * @throws ProblemException 404 if the task has no such delivery, 409 if it is still being made or webhooks are off,
     *     503 if it is not known to be written
     */
    public Delivery request(Caller caller, String taskId, String deliveryId) throws InterruptedException {
        if (!settings.on()) {
            throw ProblemException.conflict("Webhooks are off here");
        }
        Delivery delivery = require(taskId, deliveryId);
        if (delivery.status() == DeliveryStatus.PENDING) {
            throw ProblemException.conflict("The delivery is still being made");
        }
        log.append(
                taskId,
                new RedeliveryRequested(
                        deliveryId,
                        taskId,
                        caller.tenant(),
                        clock.instant().truncatedTo(ChronoUnit.MILLIS),
                        caller.subject()));
        return view.of(taskId).find(deliveryId).orElse(delivery);
    }

    private Delivery require(String taskId, String deliveryId) throws InterruptedException {
        Optional<Delivery> known = view.of(taskId).find(deliveryId);
        if (known.isPresent()) {
            return known.get();
        }
        boolean everything = view.awaitPartition(view.partitionOf(taskId), patience);
        return view.of(taskId)
                .find(deliveryId)
                .orElseThrow(() -> everything
                        ? ProblemException.missing("The task has no delivery " + deliveryId)
                        : ProblemException.unavailable("It is not yet known whether there is such a delivery"));
    }
}
