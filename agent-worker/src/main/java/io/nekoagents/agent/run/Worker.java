package io.nekoagents.agent.run;

import io.micrometer.core.instrument.MeterRegistry;
import io.nekoagents.agent.frame.FrameRecorder;
import io.nekoagents.agent.policy.Policy;
import io.nekoagents.agent.queue.Lease;
import io.nekoagents.agent.queue.WorkQueue;
import io.nekoagents.agent.queue.WorkQueues;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs tasks in its slots until it is closed; then it drains: each run ends after its step, and another worker goes on. */
public final class Worker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final String RUNS = "neko.agent.runs";
    private static final String RUN_TIME = "neko.agent.run.time";

    private final WorkerSettings settings;
    private final WorkQueues queues;
    private final Lodgings lodgings;
    private final TaskRun.Desk desk;
    private final StepLoop.Tools tools;
    private final MeterRegistry meters;
    private final Map<String, TaskRun> running = new ConcurrentHashMap<>();
    private final List<WorkQueue> places = new ArrayList<>();
    private final List<Thread> slots = new ArrayList<>();

    private volatile boolean draining;

    Worker(
            WorkerSettings settings,
            WorkQueues queues,
            Lodgings lodgings,
            TaskRun.Desk desk,
            RunParts parts,
            MeterRegistry meters) {
        this.settings = settings;
        this.queues = queues;
        this.lodgings = lodgings;
        this.desk = desk;
        this.tools = parts.tools(() -> draining);
        this.meters = meters;
        meters.gaugeMapSize("neko.agent.busy", List.of(), running);
    }

    /** The tools of a step, all but the knowledge of when to stop. */
    record RunParts(Policy policy, FrameRecorder frames, RunSettings settings, InstantSource clock) {

        StepLoop.Tools tools(BooleanSupplier draining) {
            return new StepLoop.Tools(policy, frames, settings, clock, draining);
        }
    }

    void start() {
        for (int slot = 1; slot <= settings.slots(); slot++) {
            String name = settings.id() + "-" + slot;
            WorkQueue place = queues.open(name);
            places.add(place);
            slots.add(Thread.ofPlatform().name("slot-" + slot).start(() -> serve(place)));
        }
    }

    public String id() {
        return settings.id();
    }

    public int slots() {
        return settings.slots();
    }

    public int busy() {
        return running.size();
    }

    public boolean draining() {
        return draining;
    }

    /** The task that runs in a room now. */
    public Optional<String> taskIn(String address) {
        return running.entrySet().stream()
                .filter(entry -> entry.getValue().room().equals(address))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private void serve(WorkQueue place) {
        try {
            for (Optional<Lease> lease = place.take(); lease.isPresent(); lease = place.take()) {
                serve(lease.get());
            }
        } catch (InterruptedException _) {
            LOG.atDebug().log("Slot interrupted");
        }
    }

    private void serve(Lease lease) throws InterruptedException {
        try (Stay stay = lodgings.find(lease.task())) {
            run(new TaskRun(desk, tools, lease, stay.place()), lease.task().getTaskId());
        }
    }

    private void run(TaskRun run, String taskId) {
        long started = System.nanoTime();
        running.put(taskId, run);
        try {
            Ending ending = run.run();
            meters.counter(RUNS, "ending", ending.label()).increment();
            meters.timer(RUN_TIME).record(Duration.ofNanos(System.nanoTime() - started));
        } finally {
            running.remove(taskId);
        }
    }

    /** Lets every run end its step, waits for that, and leaves the queue. */
    @Override
    public void close() {
        draining = true;
        LOG.atInfo().addKeyValue("worker", id()).addKeyValue("busy", busy()).log("Draining");
        places.forEach(WorkQueue::drain);
        running.values().forEach(TaskRun::hurry);
        long deadline = System.nanoTime() + settings.drainTimeout().toNanos();
        try {
            for (Thread slot : slots) {
                awaitEnd(slot, deadline);
            }
        } catch (InterruptedException _) {
            slots.forEach(Thread::interrupt);
            Thread.currentThread().interrupt();
        }
        places.forEach(WorkQueue::close);
    }

    private static void awaitEnd(Thread slot, long deadline) throws InterruptedException {
        TimeUnit.NANOSECONDS.timedJoin(slot, Math.max(1, deadline - System.nanoTime()));
        if (slot.isAlive()) {
            slot.interrupt();
            slot.join(Duration.ofSeconds(5));
        }
    }
}
