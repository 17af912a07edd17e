package io.nekoagents.agent.session;

import io.nekoagents.agent.room.RoomDoor;
import io.nekoagents.agent.room.RoomPool;
import io.nekoagents.schema.session.SessionRoom;
import io.nekoagents.schema.session.SessionState;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps rooms of the pool for the sessions that have them, as the log says. Thread-safe. */
public final class RoomKeeper implements AutoCloseable {

    private final Tools tools;
    private final Map<String, KeptRoom> kept = new HashMap<>();
    private final Map<String, Long> versions = new HashMap<>();
    private final Map<String, SessionState> early = new LinkedHashMap<>();
    private boolean begun;

    RoomKeeper(Tools tools) {
        this.tools = tools;
    }

    /** @param changed is run when there is something new to report; must be short */
    record Tools(String workerId, RoomPool pool, RoomDoor door, Preparation preparation, Runnable changed) {}

    /** Everything written before has been told: of each session only what was told last counts. */
    synchronized void begin() {
        begun = true;
        early.forEach(this::apply);
        early.clear();
    }

    /**
     * Takes note of a session. A state that is older than one told before, because the log is read anew, changes nothing:
     * a room is not prepared twice.
     *
     * @param state null for a session that is forgotten
     */
    synchronized void told(String sessionId, @Nullable SessionState state) {
        if (state != null) {
            if (state.getVersion() <= versions.getOrDefault(sessionId, 0L)) {
                return;
            }
            versions.put(sessionId, state.getVersion());
        }
        if (begun) {
            apply(sessionId, state);
            return;
        }
        early.remove(sessionId);
        if (state != null) {
            early.put(sessionId, state);
        }
    }

    private void apply(String sessionId, @Nullable SessionState state) {
        Optional<String> address = Optional.ofNullable(state)
                .filter(RoomKeeper::hasRoom)
                .map(SessionState::getRoom)
                .map(SessionRoom::getAddress)
                .filter(tools.pool()::has);
        List<String> left = kept.entrySet().stream()
                .filter(entry ->
                        entry.getValue().sessionId().equals(sessionId) && !address.equals(Optional.of(entry.getKey())))
                .map(Map.Entry::getKey)
                .toList();
        left.forEach(this::letGo);
        if (address.isPresent() && state != null && !isKept(address.get(), sessionId)) {
            letGo(address.get());
            KeptRoom room = new KeptRoom(tools, state, address.get());
            kept.put(address.get(), room);
            room.begin();
        }
        if (address.isPresent() || !left.isEmpty()) {
            tools.changed().run();
        }
    }

    private boolean isKept(String address, String sessionId) {
        KeptRoom room = kept.get(address);
        return room != null && room.sessionId().equals(sessionId);
    }

    private void letGo(String address) {
        KeptRoom room = kept.remove(address);
        if (room != null) {
            room.close();
        }
    }

    synchronized Optional<KeptRoom> at(String address) {
        return Optional.ofNullable(kept.get(address));
    }

    private static boolean hasRoom(SessionState state) {
        return switch (state.getStatus()) {
            case PREPARING, OPEN, CLOSING -> true;
            case REQUESTED, CLOSED, UNKNOWN -> false;
        };
    }

    @Override
    public synchronized void close() {
        List.copyOf(kept.keySet()).forEach(this::letGo);
    }
}
