package io.nekoagents.tts.room;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nekoagents.schema.session.SessionState;
import io.nekoagents.schema.task.TaskState;
import io.nekoagents.schema.task.TaskStatus;
import java.net.URI;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Goes to rooms before anything is to be said there, so that the first word has no connection to wait for, and so that what
 * is said in their chat is heard: to those of open sessions, of running tasks that speak and of the settings, as far as this
 * worker has the partition of their key. Who writes requests with another partitioner than Kafka's own is heard all the
 * same, a little later. Thread-safe.
 */
final class Attendance {

    private final Whereabouts whereabouts;
    private final Rooms rooms;
    private final int partitions;
    private final Map<String, Wanted> wanted = new HashMap<>();
    private final Map<String, URI> attended = new HashMap<>();
    private Set<Integer> territory = Set.of();

    /** Who speaks in a room, and under which key. */
    record Occupant(String tenant, String key) {}

    private record Wanted(String tenant, Whereabouts.Place place) {}

    /** @param partitions of the topic of requests */
    Attendance(Whereabouts whereabouts, Rooms rooms, int partitions) {
        this.whereabouts = whereabouts;
        this.rooms = rooms;
        this.partitions = partitions;
        whereabouts.watchedPlaces().forEach((key, room) -> want(key, room.tenant(), Optional.of(room.place())));
    }

    /** @param state null for a session that is forgotten */
    void session(String sessionId, @Nullable SessionState state) {
        want(
                sessionId,
                state == null ? "" : state.getTenant(),
                Optional.ofNullable(state).flatMap(whereabouts::now));
    }

    /** @param state null for a task that is forgotten */
    void task(String taskId, @Nullable TaskState state) {
        boolean speaks = state != null
                && state.getStatus() == TaskStatus.RUNNING
                && state.getSpec().getOptions().getEnableTts()
                && state.getSpec().getOptions().getSessionId() == null;
        want(
                taskId,
                state == null ? "" : state.getTenant(),
                Optional.ofNullable(state).filter(_ -> speaks).flatMap(whereabouts::now));
    }

    /** @param partitions of the topic of requests that this worker has */
    synchronized void has(Set<Integer> partitions) {
        territory = Set.copyOf(partitions);
        List.copyOf(wanted.keySet()).forEach(this::settle);
    }

    private synchronized void want(String key, String tenant, Optional<Whereabouts.Place> place) {
        place.ifPresentOrElse(there -> wanted.put(key, new Wanted(tenant, there)), () -> wanted.remove(key));
        settle(key);
    }

    private void settle(String key) {
        Wanted now = wanted.get(key);
        URI target =
                now != null && territory.contains(partition(key)) ? now.place().address() : null;
        URI before = attended.get(key);
        if (now != null && target != null && !target.equals(before)) {
            rooms.join(now.place());
            attended.put(key, target);
        } else if (target == null) {
            attended.remove(key);
        }
        if (before != null && !before.equals(target)) {
            rooms.leave(before);
        }
    }

    /** As Kafka's own partitioner has it. */
    private int partition(String key) {
        return Utils.toPositive(Utils.murmur2(key.getBytes(UTF_8))) % partitions;
    }

    /** Whose words count in a room's chat: its session's, else those of the settings, else the task's. */
    synchronized Optional<Occupant> at(URI address) {
        return attended.entrySet().stream()
                .filter(each -> each.getValue().equals(address))
                .map(Map.Entry::getKey)
                .min(Comparator.comparingInt(Attendance::rank).thenComparing(Comparator.naturalOrder()))
                .flatMap(key -> Optional.ofNullable(wanted.get(key)).map(each -> new Occupant(each.tenant(), key)));
    }

    private static int rank(String key) {
        if (key.startsWith("task_")) {
            return 2;
        }
        return key.startsWith("room_") ? 1 : 0;
    }
}
