package io.nekoagents.streams.dispatch;

import io.nekoagents.schema.fleet.WorkerHeartbeat;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** The workers that gave a sign of life of late. */
final class Fleet {

    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final Map<String, WorkerHeartbeat> workers = new HashMap<>();
    private final Map<String, Instant> heardAt = new HashMap<>();

    /**
     * A worker gave a sign of life. It counts from now and not from when the worker says that it was, for the worker's clock
     * may be wrong.
     *
     * @return whether there is news of the worker's rooms, or it is new or leaves
     */
    boolean heard(WorkerHeartbeat heartbeat, Instant now) {
        heardAt.put(heartbeat.getWorkerId(), now);
        WorkerHeartbeat before = workers.put(heartbeat.getWorkerId(), heartbeat);
        return before == null
                || before.getDraining() != heartbeat.getDraining()
                || !before.getRooms().equals(heartbeat.getRooms());
    }

    int slots(Instant now) {
        return alive(now).stream()
                .filter(each -> !each.getDraining())
                .mapToInt(WorkerHeartbeat::getSlots)
                .sum();
    }

    Collection<WorkerHeartbeat> alive(Instant now) {
        heardAt.values().removeIf(at -> at.plus(SILENCE).isBefore(now));
        workers.keySet().retainAll(heardAt.keySet());
        return workers.values();
    }
}
