package io.nekoagents.streams.dispatch;

import io.nekoagents.schema.fleet.WorkerHeartbeat;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The slots of the workers that gave a sign of life of late. */
final class Fleet {

    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final Map<String, WorkerHeartbeat> workers = new HashMap<>();

    void heard(WorkerHeartbeat heartbeat) {
        workers.put(heartbeat.getWorkerId(), heartbeat);
    }

    int slots(Instant now) {
        workers.values().removeIf(each -> each.getOccurredAt().plus(SILENCE).isBefore(now));
        return workers.values().stream()
                .filter(each -> !each.getDraining())
                .mapToInt(WorkerHeartbeat::getSlots)
                .sum();
    }
}
