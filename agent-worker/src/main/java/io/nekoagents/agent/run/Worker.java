package io.nekoagents.agent.run;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.nekoagents.agent.LogKeys;
import io.nekoagents.agent.frame.FrameRecorder;
import io.nekoagents.agent.policy.Policy;
import io.nekoagents.agent.queue.Lease;
import io.nekoagents.agent.queue.WorkQueue;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Runs tasks in its slots until it is closed; then it drains: each run ends after its step, and another worker goes on. */
public final class Worker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    /**
     * The broker gives a record up after its tenth delivery. One that came that often without finding a room is announced and
     * suspended, so that the lifecycle puts it into the queue anew.
     */
    private static final int LAST_DELIVERY = 9;

    private final WorkerSettings settings;
    private final Function<String, WorkQueue> queues;
    private final Lodgings lodgings;
    private final TaskRun.Desk desk;
    private final StepLoop.Tools tools;
    private final Map<String, TaskRun> running = new ConcurrentHashMap<>();
    private final List<WorkQueue> places = new ArrayList<>();
    private final List<Thread> slots = new ArrayList<>();

    private volatile boolean draining;

    /** @param queues opens a slot's place at the queue, by the slot's name */
    Worker(
            WorkerSettings settings,
            Function<String, WorkQueue> queues,
            Lodgings lodgings,
            TaskRun.Desk desk,
            RunParts parts,
            MeterRegistry meters) {
        this.settings = settings;
        this.queues = queues;
        this.lodgings = lodgings;
        this.desk = desk;
        this.tools = parts.tools(() -> draining);
        Gauge.builder("neko.agent.busy", running, Map::size)
                .description("Tasks that the worker runs now")
                .register(meters);
        Gauge.builder("neko.agent.slots", settings, WorkerSettings::slots)
                .description("Tasks that the worker can run at a time")
                .strongReference(true)
                .register(meters);
    }

    /** The tools of a step, all but the knowledge of when to stop. */
    record RunParts(
            Policy policy, FrameRecorder frames, RunSettings settings, InstantSource clock, RunWitness witness) {

        StepLoop.Tools tools(BooleanSupplier draining) {
            return new StepLoop.Tools(policy, frames, settings, clock, draining, witness);
        }
    }

    void start() {
        for (int slot = 1; slot <= settings.slots(); slot++) {
            String name = settings.id() + "-" + slot;
            WorkQueue place = queues.apply(name);
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

    /** Whether every slot still serves. */
    public boolean alive() {
        return slots.stream().allMatch(Thread::isAlive);
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
        try (MDC.MDCCloseable _ = MDC.putCloseable(LogKeys.AGENT_ID, id())) {
            for (Optional<Lease> lease = place.take(); lease.isPresent(); lease = place.take()) {
                serve(lease.get());
            }
        } catch (InterruptedException _) {
            LOG.atDebug().log("Slot interrupted");
        }
    }

    private void serve(Lease lease) throws InterruptedException {
        try (Stay stay = lodgings.find(lease.task(), lease.delivery())) {
            if (stay.place() instanceof Place.Elsewhere && lease.delivery() < LAST_DELIVERY) {
                LOG.atInfo()
                        .addKeyValue(LogKeys.TASK_ID, lease.task().getTaskId())
                        .log("No room is free here; the task is left to others");
                lease.handBack();
                // Asked at once, the broker would give it right back, while another worker may have a room.
                desk.handBack().rest();
                return;
            }
            run(new TaskRun(desk, tools, lease, stay.place()), lease.task().getTaskId());
        } catch (RuntimeException e) { // the edge of the slot: it is to serve the next task
            LOG.atError()
                    .addKeyValue(LogKeys.TASK_ID, lease.task().getTaskId())
                    .setCause(e)
                    .log("The task could not be served");
            desk.handBack().later(lease);
        }
    }

    private void run(TaskRun run, String taskId) {
        running.put(taskId, run);
        if (draining) { // it may have come too late to be hurried with the others
            run.hurry();
        }
        try {
            run.run();
        } finally {
            running.remove(taskId);
        }
    }

    /** Lets every run end its step, waits for that, and leaves the queue. */
    @Override
    public void close() {
        draining = true;
        LOG.atInfo()
                .addKeyValue(LogKeys.AGENT_ID, id())
                .addKeyValue(LogKeys.BUSY, busy())
                .log("Draining");
        places.forEach(WorkQueue::drain);
        running.values().forEach(TaskRun::hurry);
        lodgings.hurry();
        desk.handBack().hurry();
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
