package io.nekoagents.agent.fleet;

import io.nekoagents.agent.log.EventLog;
import io.nekoagents.agent.run.Worker;
import io.nekoagents.agent.session.SessionRooms;
import io.nekoagents.schema.fleet.WorkerHeartbeat;
import io.nekoagents.schema.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalDouble;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Writes a worker's heartbeat, with what it finds of its rooms; at once when something of them has changed. The last one
 * says that it is leaving.
 */
public final class FleetBeat implements AutoCloseable {

    private static final Duration EVERY = Duration.ofSeconds(5);

    private final EventLog log;
    private final Worker worker;
    private final SessionRooms rooms;
    private final String policy;
    private final Gpus gpus;
    private final InstantSource clock;
    private final Instant startedAt;
    private final ScheduledFuture<?> beats;

    FleetBeat(
            EventLog log,
            Worker worker,
            SessionRooms rooms,
            String policy,
            Gpus gpus,
            InstantSource clock,
            ScheduledExecutorService scheduler) {
        this.log = log;
        this.worker = worker;
        this.rooms = rooms;
        this.policy = policy;
        this.gpus = gpus;
        this.clock = clock;
        this.startedAt = clock.instant();
        this.beats = scheduler.scheduleAtFixedRate(this::beat, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
        rooms.whenChanged(() -> scheduler.execute(this::beat));
    }

    private void beat() {
        log.appendLater(Topics.WORKERS, worker.id(), heartbeat(worker.draining()));
    }

    private WorkerHeartbeat heartbeat(boolean draining) {
        OptionalDouble utilization = gpus.utilization();
        return WorkerHeartbeat.newBuilder()
                .setWorkerId(worker.id())
                .setSlots(worker.slots())
                .setBusy(worker.busy())
                .setPolicy(policy)
                .setDraining(draining)
                .setGpuUtilizationPercent(utilization.isPresent() ? utilization.getAsDouble() : null)
                .setRooms(rooms.reports(worker::taskIn))
                .setStartedAt(startedAt)
                .setOccurredAt(clock.instant())
                .build();
    }

    @Override
    public void close() {
        rooms.whenChanged(() -> {});
        beats.cancel(false);
        log.appendLater(Topics.WORKERS, worker.id(), heartbeat(true));
    }
}
