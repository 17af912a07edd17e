package io.nekoagents.agent.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nekoagents.agent.control.TaskStates;
import io.nekoagents.agent.frame.FrameRecorder;
import io.nekoagents.agent.frame.FrameSettings;
import io.nekoagents.agent.frame.FrameStores;
import io.nekoagents.agent.policy.Decision;
import io.nekoagents.agent.policy.Observation;
import io.nekoagents.agent.policy.Policy;
import io.nekoagents.agent.policy.StepContext;
import io.nekoagents.agent.queue.Lease;
import io.nekoagents.agent.queue.WorkQueue;
import io.nekoagents.agent.room.FakeRoom;
import io.nekoagents.agent.room.RoomPool;
import io.nekoagents.agent.session.SessionBook;
import io.nekoagents.schema.run.RunStarted;
import io.nekoagents.schema.task.QueuedTask;
import io.nekoagents.schema.task.TaskOptions;
import io.nekoagents.schema.task.TaskSpec;
import io.nekoagents.schema.task.TaskState;
import io.nekoagents.schema.task.WorkRoom;
import io.nekoagents.telemetry.trace.Tracing;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a slot does with records that it cannot run; its pool has one room, and that is kept for a session. */
@Timeout(30)
final class WorkerTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String A = "http://a/";

    @TempDir
    private Path folder;

    private final ScheduledExecutorService heartbeats = Executors.newSingleThreadScheduledExecutor();
    private final FakeRoom room = new FakeRoom(A);
    private final RoomPool pool = new RoomPool(List.of(new RoomPool.NamedRoom("a", room)));
    private final RecordedLog log = new RecordedLog(_ -> {});
    private final ListedQueue queue = new ListedQueue();

    @AfterEach
    void stop() {
        heartbeats.shutdownNow();
    }

    @Test
    void aTaskThatHasNoPlaceHereIsHandedBackUnannounced() {
        pool.keep(A, "sess_1");
        FakeLease lease = new FakeLease(task(null));

        try (Worker worker = worker(Duration.ofMillis(10))) {
            queue.put(lease);
            await().until(() -> !lease.fate().equals("held"));
            assertThat(worker.alive()).isTrue();
        }

        assertThat(lease.fate()).isEqualTo("handed back");
        assertThat(log.all(RunStarted.class)).isEmpty();
    }

    @Test
    void aTaskThatTheBrokerIsAboutToGiveUpIsAnnouncedInstead() {
        pool.keep(A, "sess_1");
        FakeLease lease = new FakeLease(task(null));
        lease.delivery(9);

        try (Worker _ = worker(Duration.ZERO)) {
            queue.put(lease);
            await().until(() -> !log.all(RunStarted.class).isEmpty());
        }
    }

    @Test
    void aWorkerThatDrainsWaitsForNoRoom() {
        pool.keep(A, "sess_1");
        FakeLease lease = new FakeLease(task(null));
        Worker worker = worker(Duration.ofMinutes(5));
        queue.put(lease);
        await().until(queue::isEmpty);
        assertThat(lease.fate()).as("while it waits for a room").isEqualTo("held");

        worker.close();

        assertThat(lease.fate()).isEqualTo("handed back");
        assertThat(log.all(RunStarted.class)).isEmpty();
    }

    @Test
    void aFaultInFindingARoomDoesNotTakeTheSlotWithIt() {
        FakeLease faulty = new FakeLease(task(new WorkRoom("x", "http://elsewhere/", null, null)));
        FakeLease next = new FakeLease(task(new WorkRoom("x", "http://elsewhere/", null, null)));

        try (Worker worker = worker(Duration.ZERO)) {
            queue.put(faulty);
            queue.put(next);
            await().until(() -> next.fate().equals("handed back"));
            assertThat(worker.alive()).isTrue();
        }

        assertThat(faulty.fate()).isEqualTo("handed back");
    }

    private Worker worker(Duration waiting) {
        FrameSettings frames = new FrameSettings(folder.toUri(), FrameSettings.Format.JPEG, 0.8, null);
        Lodgings lodgings = new Lodgings(
                pool,
                (_, _) -> {
                    throw new IllegalStateException("a fault of the door");
                },
                new SessionBook(),
                new Unheard(),
                _ -> waiting);
        Worker worker = new Worker(
                new WorkerSettings("w1", 1, WorkerSettings.PolicyName.NOOP, Duration.ofSeconds(20)),
                _ -> queue,
                lodgings,
                new TaskRun.Desk("w1", log, (_, _) -> List.of(), new Unheard(), heartbeats, _ -> {}, new HandBack()),
                new Worker.RunParts(
                        new Done(),
                        new FrameRecorder(FrameStores.open(frames), frames, log),
                        new RunSettings(Duration.ofSeconds(1), Duration.ZERO, Duration.ofSeconds(5), 5),
                        InstantSource.fixed(NOW),
                        new RunWitness(new SimpleMeterRegistry(), Tracing.off().tracer())),
                new SimpleMeterRegistry());
        worker.start();
        return worker;
    }

    private static QueuedTask task(@Nullable WorkRoom room) {
        return QueuedTask.newBuilder()
                .setTaskId("task_1")
                .setDispatch(1)
                .setSpec(TaskSpec.newBuilder()
                        .setTask("x")
                        .setOptions(TaskOptions.newBuilder().build())
                        .build())
                .setQueuedAt(NOW)
                .setRoom(room)
                .build();
    }

    /** A queue in memory. */
    private static final class ListedQueue implements WorkQueue {

        private final BlockingQueue<Optional<Lease>> leases = new LinkedBlockingQueue<>();

        void put(Lease lease) {
            leases.add(Optional.of(lease));
        }

        boolean isEmpty() {
            return leases.isEmpty();
        }

        @Override
        public Optional<Lease> take() throws InterruptedException {
            return leases.take();
        }

        @Override
        public void drain() {
            leases.add(Optional.empty());
        }

        @Override
        public void close() {}
    }

    /** A lifecycle that says nothing. */
    private static final class Unheard implements TaskStates {

        @Override
        public Optional<TaskState> lastKnown(String taskId) {
            return Optional.empty();
        }

        @Override
        public Watch watch(String taskId, Consumer<TaskState> listener) {
            return () -> {};
        }
    }

    /** Is done with whatever it is asked. */
    private static final class Done implements Policy {

        @Override
        public String name() {
            return "done";
        }

        @Override
        public Decision decide(Observation seen, StepContext context) {
            return new Decision.Finish(Optional.empty());
        }
    }
}
