package io.nekoagents.ingest.task.deliveries;

import io.nekoagents.ingest.access.Caller;
import io.nekoagents.ingest.task.deliveries.DeliveriesDocument.DeliveryDocument;
import io.nekoagents.ingest.task.read.KnownTasks;
import io.nekoagents.ingest.view.DeliveryView;
import io.nekoagents.ingest.webhook.Redeliveries;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
final class DeliveriesController {

    private static final String DELIVERIES = "/api/v1/tasks/{taskId}/deliveries";

    private final KnownTasks tasks;
    private final DeliveryView view;
    private final Redeliveries redeliveries;

    DeliveriesController(KnownTasks tasks, DeliveryView view, Redeliveries redeliveries) {
        this.tasks = tasks;
        this.view = view;
        this.redeliveries = redeliveries;
    }

    @GetMapping(DELIVERIES)
    DeliveriesDocument show(Caller caller, @PathVariable String taskId) throws InterruptedException {
        tasks.require(caller, taskId);
        return DeliveriesDocument.of(taskId, view.of(taskId));
    }

    @PostMapping(DELIVERIES + "/{deliveryId}/redeliver")
    ResponseEntity<DeliveryDocument> redeliver(
            Caller caller, @PathVariable String taskId, @PathVariable String deliveryId) throws InterruptedException {
        tasks.require(caller, taskId);
        return ResponseEntity.accepted().body(DeliveryDocument.of(redeliveries.request(caller, taskId, deliveryId)));
    }
}
