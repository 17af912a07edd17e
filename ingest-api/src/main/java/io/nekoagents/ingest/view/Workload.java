package io.nekoagents.ingest.view;

import io.nekoagents.schema.fleet.WorkerHeartbeat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.rocksdb.WriteBatch;

/** How much there is to do, who does it and how long that takes; kept in memory beside the store. Thread-safe. */
public final class Workload {

    /** A worker beats every 5 s; one that missed this many beats is not counted on. */
    private static final Duration ALIVE = Duration.ofSeconds(30);

    private static final byte[] DURATIONS = "durations".getBytes(StandardCharsets.UTF_8);

    private final Set<String> open = ConcurrentHashMap.newKeySet();
    private final Map<String, WorkerHeartbeat> workers = new ConcurrentHashMap<>();
    private volatile RecentDurations durations = RecentDurations.none();

    Workload() {}

    static Workload load(ViewStore store, RecordReader reader) {
        Workload workload = new Workload();
        store.scan(Column.OPEN, new byte[0], null, (key, _) -> workload.open.add(Keys.id(key)));
        for (byte[] value : store.values(Column.WORKERS)) {
            WorkerHeartbeat heartbeat = reader.heartbeat(value);
            workload.workers.put(heartbeat.getWorkerId(), heartbeat);
        }
        byte[] durations = store.get(Column.META, DURATIONS);
        if (durations != null) {
            workload.durations = RecentDurations.of(durations);
        }
        return workload;
    }

    /** Tasks that have not ended. */
    public int openTasks() {
        return open.size();
    }

    /** Tasks that the workers heard of lately can run at a time, 0 when there is none. */
    public int slots(Instant now) {
        Instant oldest = now.minus(ALIVE);
        return workers.values().stream()
                .filter(worker ->
                        !worker.getDraining() && worker.getOccurredAt().isAfter(oldest))
                .mapToInt(WorkerHeartbeat::getSlots)
                .sum();
    }

    /** Workers heard of lately, those that drain included. */
    public int agents(Instant now) {
        Instant oldest = now.minus(ALIVE);
        return Math.toIntExact(workers.values().stream()
                .filter(worker -> worker.getOccurredAt().isAfter(oldest))
                .count());
    }

    /** Mean time from first start to end of the last 100 tasks; empty before the first. */
    public Optional<Duration> meanDuration() {
        return durations.mean();
    }

    boolean isOpen(String taskId) {
        return open.contains(taskId);
    }

    /** Adds to a batch what of its changes is kept here. */
    void keep(Changes changes, ViewStore store, WriteBatch batch) {
        if (!changes.durations.isEmpty()) {
            store.put(
                    batch,
                    Column.META,
                    DURATIONS,
                    durations.with(changes.durations).bytes());
        }
    }

    void apply(Changes changes) {
        changes.open.forEach((taskId, isOpen) -> {
            if (isOpen) {
                open.add(taskId);
            } else {
                open.remove(taskId);
            }
        });
        changes.workers.forEach((id, heartbeat) ->
                heartbeat.ifPresentOrElse(known -> workers.put(id, known), () -> workers.remove(id)));
        if (!changes.durations.isEmpty()) {
            durations = durations.with(changes.durations);
        }
    }
}
