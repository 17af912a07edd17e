package io.nekoagents.ingest.delivery;

import static io.nekoagents.ingest.delivery.DeliveryStatus.DELIVERED;
import static io.nekoagents.ingest.delivery.DeliveryStatus.DISABLED;
import static io.nekoagents.ingest.delivery.DeliveryStatus.GIVEN_UP;
import static io.nekoagents.ingest.delivery.DeliveryStatus.PENDING;
import static org.assertj.core.api.Assertions.assertThat;

import io.nekoagents.schema.task.TaskStatus;
import io.nekoagents.schema.webhook.AttemptOutcome;
import io.nekoagents.schema.webhook.RedeliveryRequested;
import io.nekoagents.schema.webhook.WebhookAttempted;
import io.nekoagents.schema.webhook.WebhookDue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

final class TaskDeliveriesTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final String URL = "https://client.example/";

    private final TreeMap<Long, WebhookDue> dues = new TreeMap<>();
    private final List<SpecificRecord> said = new ArrayList<>();

    @Test
    void theNextOneGoesWhenTheOneBeforeIsDoneWith() {
        due("a").due("b");
        assertThat(next()).isEqualTo("a");

        attempted("a", AttemptOutcome.RETRY);
        assertThat(next()).isEqualTo("a");
        assertThat(deliveries().next().orElseThrow().nextAt()).isEqualTo(NOON.plusSeconds(9));

        attempted("a", AttemptOutcome.DELIVERED);
        assertThat(next()).isEqualTo("b");

        attempted("b", AttemptOutcome.GIVEN_UP);
        assertThat(deliveries().next()).isEmpty();
        assertThat(statuses()).containsExactly(DELIVERED, GIVEN_UP);
    }

    @Test
    void whatIsCalledForTwiceIsOneDelivery() {
        due("a").due("a");

        assertThat(deliveries().inOrder()).hasSize(1);
    }

    @Test
    void anAttemptThatIsReadBeforeWhatItIsOfCountsOnceThatIsKnown() {
        attempted("a", AttemptOutcome.DELIVERED);
        assertThat(deliveries().inOrder()).isEmpty();

        due("a");
        assertThat(statuses()).containsExactly(DELIVERED);
    }

    @Test
    void afterAGoneWhatFollowsForThatReceiverIsDisabled() {
        due("a").due("b");
        attempted("a", AttemptOutcome.DISABLED);
        due("c");
        dues.put(
                7L,
                due(WebhookDue.newBuilder(Objects.requireNonNull(dues.get(0L))).setUrl("https://other.example/"), "d"));

        assertThat(statuses()).containsExactly(DISABLED, DISABLED, DISABLED, PENDING);
        assertThat(next()).isEqualTo("d");
    }

    @Test
    void aDisabledReceiverThatTakesWhatIsAskedForAgainIsToldTheRest() {
        due("a").due("b");
        attempted("a", AttemptOutcome.DISABLED);

        said.add(requested("a"));
        assertThat(next()).isEqualTo("a");
        assertThat(statuses()).containsExactly(PENDING, PENDING);

        attempted("a", AttemptOutcome.DELIVERED);
        assertThat(next()).isEqualTo("b");
    }

    @Test
    void aDisabledOneCanBeAskedForByItself() {
        due("a").due("b");
        attempted("a", AttemptOutcome.DISABLED);
        said.add(requested("b"));

        assertThat(next()).isEqualTo("b");
    }

    @Test
    void aRequestBeginsItsTriesAnew() {
        due("a");
        attempted("a", AttemptOutcome.RETRY);
        attempted("a", AttemptOutcome.GIVEN_UP);
        said.add(requested("a"));

        Delivery again = deliveries().next().orElseThrow();
        assertThat(again.tries()).isZero();
        assertThat(again.firstTry()).isEmpty();
        assertThat(again.attempts()).hasSize(2);
        assertThat(again.nextAt()).isEqualTo(NOON.plusSeconds(60));
    }

    @Test
    void aRequestForWhatIsBeingMadeChangesNothing() {
        due("a");
        attempted("a", AttemptOutcome.RETRY);
        said.add(requested("a"));

        assertThat(deliveries().next().orElseThrow().tries()).isEqualTo(1);
    }

    @Test
    void anAttemptThatTheLogHasTwiceIsOne() {
        due("a");
        attempted("a", AttemptOutcome.RETRY);
        said.add(said.getFirst());
        assertThat(deliveries().next().orElseThrow().tries()).isEqualTo(1);

        attempted("a", AttemptOutcome.GIVEN_UP);
        said.add(requested("a"));
        said.add(said.get(2));
        assertThat(statuses()).as("asked for again after it was given up").containsExactly(PENDING);
        assertThat(deliveries().inOrder().getFirst().attempts()).hasSize(2);
    }

    @Test
    void theLateWordOfAFormerOwnerOnlyCountsIfItDelivered() {
        due("a").due("b");
        attempted("a", AttemptOutcome.DELIVERED);
        attempted("a", AttemptOutcome.RETRY);
        attempted("a", AttemptOutcome.GIVEN_UP);
        assertThat(statuses()).containsExactly(DELIVERED, PENDING);

        attempted("b", AttemptOutcome.GIVEN_UP);
        attempted("b", AttemptOutcome.DELIVERED);
        assertThat(statuses()).containsExactly(DELIVERED, DELIVERED);
        assertThat(deliveries().inOrder().getFirst().attempts()).hasSize(3);
    }

    @Test
    void aLineIsATenantAndAReceiver() {
        due("a");
        WebhookDue due = Objects.requireNonNull(dues.get(0L));

        assertThat(Line.of(due)).isEqualTo(new Line("default", "https://client.example:-1"));
        assertThat(Line.of(WebhookDue.newBuilder(due).setUrl("not an address").build()))
                .isEqualTo(new Line("default", ""));
    }

    private TaskDeliveries deliveries() {
        return TaskDeliveries.of(dues, said);
    }

    private String next() {
        return deliveries().next().orElseThrow().id();
    }

    private List<DeliveryStatus> statuses() {
        return deliveries().inOrder().stream().map(Delivery::status).toList();
    }

    private TaskDeliveriesTest due(String id) {
        dues.put((long) dues.size(), due(WebhookDue.newBuilder(), id));
        return this;
    }

    private static WebhookDue due(WebhookDue.Builder due, String id) {
        return due.setDeliveryId(id)
                .setTaskId("task_1")
                .setVersion(1)
                .setType("task.started")
                .setUrl(due.hasUrl() ? due.getUrl() : URL)
                .setOccurredAt(NOON)
                .setStatus(TaskStatus.RUNNING)
                .build();
    }

    private void attempted(String id, AttemptOutcome outcome) {
        said.add(WebhookAttempted.newBuilder()
                .setDeliveryId(id)
                .setTaskId("task_1")
                .setStartedAt(NOON.plusMillis(said.size()))
                .setDurationMillis(1)
                .setOutcome(outcome)
                .setNextAt(outcome == AttemptOutcome.RETRY ? NOON.plusSeconds(9) : null)
                .build());
    }

    private static RedeliveryRequested requested(String id) {
        return new RedeliveryRequested(id, "task_1", "default", NOON.plusSeconds(60), "key:1");
    }
}
