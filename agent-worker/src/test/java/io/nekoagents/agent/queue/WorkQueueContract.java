package io.nekoagents.agent.queue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nekoagents.broker.BrokerSettings;
import io.nekoagents.broker.EmbeddedBroker;
import io.nekoagents.schema.connect.KafkaConnection;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.wire.InMemorySchemaRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a work queue promises, whatever kind of group is behind it. */
@Timeout(90)
abstract class WorkQueueContract {

    private static final Duration LOCK = Duration.ofSeconds(2);

    @TempDir
    private Path folder;

    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final ExecutorService takers = Executors.newVirtualThreadPerTaskExecutor();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private EmbeddedBroker broker;
    private KafkaConnection connection;
    private WorkQueues queues;
    private QueueFeed feed;

    abstract QueueSettings.Mode mode();

    @BeforeEach
    void start() throws Exception {
        broker = EmbeddedBroker.start(
                BrokerSettings.onFreePorts(folder).with("group.share.min.record.lock.duration.ms", "1000"));
        connection = KafkaConnection.of(broker.bootstrapServers(), URI.create("http://127.0.0.1:1"));
        connection.provision(registry);
        feed = new QueueFeed(connection, registry);
        queues = new WorkQueues(connection, registry, settings());
        queues.prepare();
    }

    @AfterEach
    void stop() throws Exception {
        takers.shutdownNow();
        for (AutoCloseable each : opened) {
            each.close();
        }
        queues.close();
        feed.close();
        broker.close();
    }

    @Test
    void givesTasksInOrderAndEachOnce() throws Exception {
        WorkQueue queue = open("one");
        feed.put("task_a", "task_b");

        Lease first = take(queue);
        first.complete();
        Lease second = take(queue);
        second.complete();

        assertThat(first.task().getTaskId()).isEqualTo("task_a");
        assertThat(second.task().getTaskId()).isEqualTo("task_b");
        assertNothingMoreFor(queue);
    }

    @Test
    void givesWhatATransactionPutThereOneAfterAnother() throws Exception {
        WorkQueue queue = open("one");

        for (String taskId : List.of("task_a", "task_b", "task_c")) {
            feed.putInTransaction(taskId);
            Lease lease = take(queue);
            assertThat(lease.task().getTaskId()).isEqualTo(taskId);
            lease.complete();
        }
    }

    @Test
    void keepsATaskThatTakesLongerThanTheLock() throws Exception {
        WorkQueue busy = open("busy");
        feed.put("task_long");
        Lease lease = take(busy);
        WorkQueue idle = open("idle");
        CompletableFuture<Optional<Lease>> other = later(idle);

        await().during(LOCK.multipliedBy(3)).atMost(LOCK.multipliedBy(4)).until(() -> !lease.lost());

        assertThat(other).as("what the idle worker was given meanwhile").isNotDone();
        lease.complete();
        feed.put("task_next");
        CompletableFuture<Optional<Lease>> next = mode() == QueueSettings.Mode.PARTITION ? later(busy) : other;
        assertThat(within(next).task().getTaskId()).isEqualTo("task_next");
    }

    @Test
    void handsATaskBackToWhoeverIsFree() throws Exception {
        WorkQueue first = open("first");
        feed.put("task_a");
        Lease lease = take(first);
        lease.handBack();
        first.close();

        Lease again = take(open("second"));

        assertThat(again.task().getTaskId()).isEqualTo("task_a");
        again.complete();
    }

    @Test
    void closingHandsTheHeldTaskBack() throws Exception {
        WorkQueue first = open("first");
        feed.put("task_a");
        take(first);

        first.close();

        assertThat(take(open("second")).task().getTaskId()).isEqualTo("task_a");
    }

    @Test
    void drainingEndsTheWaitForWork() throws Exception {
        WorkQueue queue = open("one");
        CompletableFuture<Optional<Lease>> waiting = later(queue);

        queue.drain();

        assertThat(waiting.get(10, TimeUnit.SECONDS)).isEmpty();
        assertThat(queue.take()).isEmpty();
    }

    @Test
    void drainingLeavesTheHeldTaskHeld() throws Exception {
        WorkQueue queue = open("one");
        feed.put("task_a");
        Lease lease = take(queue);

        queue.drain();
        await().during(LOCK.plusSeconds(1)).atMost(LOCK.plusSeconds(3)).until(() -> !lease.lost());
        lease.complete();
        queue.close();

        assertNothingMoreFor(open("second"));
    }

    @Test
    void burysWhatCannotBeReadAndGoesOn() throws Exception {
        WorkQueue queue = open("one");
        feed.putBytes("task_bad", "not avro".getBytes(UTF_8));
        feed.put("task_good");

        Lease lease = take(queue);

        assertThat(lease.task().getTaskId()).isEqualTo("task_good");
        lease.complete();
        var letter = feed.deadLetter();
        assertThat(letter.value()).asString().isEqualTo("not avro");
        assertThat(new String(letter.headers().lastHeader("dlq-error").value(), UTF_8))
                .isEqualTo("UnreadableRecordException");
        assertThat(new String(letter.headers().lastHeader("dlq-topic").value(), UTF_8))
                .isEqualTo(Topics.TASK_QUEUE.name());
    }

    @Test
    void aWorkerThatIsKilledLosesItsTaskToAnother() throws Exception {
        feed.put("task_a");
        try (HoldingProcess holder = HoldingProcess.start(connection, settings())) {
            assertThat(holder.held()).isEqualTo("task_a");

            holder.kill();
        }

        assertThat(take(open("survivor")).task().getTaskId()).isEqualTo("task_a");
    }

    private QueueSettings settings() {
        return new QueueSettings(mode(), "neko-agent-workers", LOCK);
    }

    private WorkQueue open(String name) {
        WorkQueue queue = queues.open(name);
        opened.add(queue);
        return queue;
    }

    private CompletableFuture<Optional<Lease>> later(WorkQueue queue) {
        CompletableFuture<Optional<Lease>> taken = new CompletableFuture<>();
        takers.execute(() -> {
            try {
                taken.complete(queue.take());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                taken.completeExceptionally(e);
            }
        });
        return taken;
    }

    private Lease take(WorkQueue queue) throws Exception {
        return within(later(queue));
    }

    private static Lease within(CompletableFuture<Optional<Lease>> taken) throws Exception {
        return taken.get(40, TimeUnit.SECONDS).orElseThrow();
    }

    private void assertNothingMoreFor(WorkQueue queue) throws Exception {
        CompletableFuture<Optional<Lease>> more = later(queue);
        try {
            assertThat(more.get(3, TimeUnit.SECONDS))
                    .as("a task nobody put there")
                    .isEmpty();
        } catch (TimeoutException _) {
            assertThat(more).isNotDone();
        }
    }
}
