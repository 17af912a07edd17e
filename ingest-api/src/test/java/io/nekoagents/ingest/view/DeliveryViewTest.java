package io.nekoagents.ingest.view;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nekoagents.ingest.delivery.Line;
import io.nekoagents.schema.task.TaskStatus;
import io.nekoagents.schema.topic.Topic;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.webhook.AttemptOutcome;
import io.nekoagents.schema.webhook.WebhookAttempted;
import io.nekoagents.schema.webhook.WebhookDue;
import io.nekoagents.schema.wire.AvroSerde;
import io.nekoagents.schema.wire.InMemorySchemaRegistry;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DeliveryViewTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final int ONLY = 0;

    @TempDir
    private Path folder;

    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final Partitions partitions = new Partitions(1);
    private final AtomicInteger news = new AtomicInteger();
    private final Admin noBroker = (Admin)
            Proxy.newProxyInstance(Admin.class.getClassLoader(), new Class<?>[] {Admin.class}, (_, method, _) -> {
                throw new AssertionError("The broker is asked for what the view knows: " + method);
            });
    private long offset;
    private RecordReader reader;
    private ViewStore store;
    private DeliveryView view;

    @BeforeEach
    void open() {
        Topics.all().forEach(topic -> registry.register(topic.subject(), topic.schema()));
        reader = new RecordReader(registry);
        store = ViewStore.open(folder, "one");
        view = load();
        view.follow(news::incrementAndGet);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void visitsEachLineThoseDueLongestFirstAndLeavesOneWhereItIsTold() {
        // Given
        apply(batch -> {
            due(batch, "task_late", "https://one.example/", 1, NOON.minusSeconds(1));
            due(batch, "task_early", "https://one.example/", 1, NOON.minusSeconds(9));
            due(batch, "task_other", "https://two.example/", 1, NOON);
            due(batch, "task_soon", "https://two.example/", 1, NOON.plusSeconds(3));
            due(batch, "task_later", "https://three.example/", 1, NOON.plusSeconds(7));
        });

        // When
        List<String> all = new ArrayList<>();
        var next = view.due(ONLY, NOON, (_, task) -> all.add(task));
        List<String> firsts = new ArrayList<>();
        view.due(ONLY, NOON, (line, task) -> {
            firsts.add(line.receiver() + " " + task);
            return false;
        });

        // Then
        assertThat(all).containsExactly("task_early", "task_late", "task_other");
        assertThat(next).hasValue(NOON.plusSeconds(3));
        assertThat(firsts).containsExactly("https://one.example:-1 task_early", "https://two.example:-1 task_other");
        assertThat(view.due(ONLY + 1, NOON, (_, _) -> true))
                .as("another partition")
                .isEmpty();
        assertThat(view.pending()).isEqualTo(5);
        assertThat(news).hasValue(1);
    }

    @Test
    void aTaskWaitsWithTheFirstDeliveryThatIsNotDoneWith() {
        apply(batch -> {
            due(batch, "task_1", "https://one.example/", 1, NOON);
            due(batch, "task_1", "https://two.example/", 2, NOON);
        });
        assertThat(waiting(NOON)).containsExactly("task_1 at https://one.example:-1");

        apply(batch -> attempted(batch, "task_1", 1, AttemptOutcome.RETRY, NOON.plusSeconds(5)));
        assertThat(waiting(NOON)).isEmpty();
        assertThat(waiting(NOON.plusSeconds(5))).containsExactly("task_1 at https://one.example:-1");

        apply(batch -> attempted(batch, "task_1", 1, AttemptOutcome.DELIVERED, null));
        assertThat(waiting(NOON)).containsExactly("task_1 at https://two.example:-1");

        apply(batch -> attempted(batch, "task_1", 2, AttemptOutcome.GIVEN_UP, null));
        assertThat(waiting(NOON.plusSeconds(60))).isEmpty();
        assertThat(view.pending()).isZero();
        assertThat(view.of("task_1").inOrder()).hasSize(2);
    }

    @Test
    void whatIsCalledForAndDeliveredInOneBatchNeverWaits() {
        apply(batch -> {
            attempted(batch, "task_1", 1, AttemptOutcome.DELIVERED, null);
            due(batch, "task_1", "https://one.example/", 1, NOON);
        });

        assertThat(waiting(NOON)).isEmpty();
        assertThat(view.pending()).isZero();
    }

    @Test
    void aTaskThatIsForgottenWaitsForNothing() {
        apply(batch -> due(batch, "task_1", "https://one.example/", 1, NOON));

        apply(batch -> batch.add(Source.STATES, "task_1", 0, offset++, null));

        assertThat(waiting(NOON)).isEmpty();
        assertThat(view.of("task_1").inOrder()).isEmpty();
        assertThat(view.pending()).isZero();
    }

    @Test
    void whoWaitsIsKnownAfterARestart() {
        apply(batch -> due(batch, "task_1", "https://one.example/", 1, NOON));

        store.close();
        store = ViewStore.open(folder, "one");
        view = load();

        assertThat(view.pending()).isEqualTo(1);
        assertThat(waiting(NOON)).containsExactly("task_1 at https://one.example:-1");
    }

    @Test
    void aPlaceTellsItsLineMomentAndTask() {
        Line line = new Line("acme", "https://one.example:8443");
        byte[] place = DeliveryKeys.place(3, line, NOON, "task_1");

        assertThat(DeliveryKeys.line(place)).isEqualTo(line);
        assertThat(DeliveryKeys.at(place)).isEqualTo(NOON);
        assertThat(DeliveryKeys.taskId(place)).isEqualTo("task_1");
        assertThat(new String(DeliveryKeys.place(3, new Line("acme", ""), NOON, "t"), UTF_8))
                .contains("acme");
    }

    private DeliveryView load() {
        AppliedOffsets applied = new AppliedOffsets();
        return DeliveryView.load(store, reader, partitions, applied, new CatchUp(new LogEnds(noBroker), applied));
    }

    private void apply(Consumer<ViewBatch> records) {
        Workload workload = Workload.load(store, reader);
        try (ViewBatch batch = new ViewBatch(store, reader, partitions, workload)) {
            records.accept(batch);
            new ViewMemory(workload, List.of(), view).apply(batch.write(Map.of()));
        }
    }

    private void due(ViewBatch batch, String task, String url, int version, Instant at) {
        add(
                batch,
                Source.WEBHOOKS,
                Topics.WEBHOOKS,
                task,
                WebhookDue.newBuilder()
                        .setDeliveryId(task + version)
                        .setTaskId(task)
                        .setVersion(version)
                        .setType("task.started")
                        .setUrl(url)
                        .setOccurredAt(at)
                        .setStatus(TaskStatus.RUNNING)
                        .build());
    }

    private void attempted(
            ViewBatch batch, String task, int version, AttemptOutcome outcome, @Nullable Instant nextAt) {
        add(
                batch,
                Source.WEBHOOK_ATTEMPTS,
                Topics.WEBHOOK_ATTEMPTS,
                task,
                WebhookAttempted.newBuilder()
                        .setDeliveryId(task + version)
                        .setTaskId(task)
                        .setStartedAt(NOON.plusMillis(offset))
                        .setDurationMillis(1)
                        .setOutcome(outcome)
                        .setNextAt(nextAt)
                        .build());
    }

    private <V extends SpecificRecord> void add(ViewBatch batch, Source source, Topic<V> topic, String task, V value) {
        batch.add(
                source,
                task,
                0,
                offset++,
                AvroSerde.of(topic, registry).serializer().serialize(topic.name(), value));
    }

    private List<String> waiting(Instant now) {
        List<String> tasks = new ArrayList<>();
        view.due(ONLY, now, (line, task) -> tasks.add(task + " at " + line.receiver()));
        return tasks;
    }
}
