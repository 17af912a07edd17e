package io.nekoagents.streams.session;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** How long the rooms of sessions take to be ready, and which were tried. Whoever starts anew gives each its time anew. */
final class Preparations {

    private static final int MOST_ROOMS = 3;

    private final Duration limit;
    private final Map<String, Preparation> bySession = new HashMap<>();

    Preparations(Duration limit) {
        this.limit = limit;
    }

    private static final class Preparation {

        private final Set<String> tried = new HashSet<>();
        private String address = "";
        private Instant since = Instant.EPOCH;
    }

    /** @param free whether no task is in the room: its time begins when the last one has left */
    boolean overdue(String sessionId, String address, boolean free, Instant now) {
        Preparation preparation = bySession.computeIfAbsent(sessionId, _ -> new Preparation());
        if (!free || !address.equals(preparation.address)) {
            preparation.address = address;
            preparation.since = now;
        }
        if (preparation.since.plus(limit).isAfter(now)) {
            return false;
        }
        preparation.tried.add(address);
        preparation.address = "";
        return true;
    }

    boolean tried(String sessionId, String address) {
        Preparation preparation = bySession.get(sessionId);
        return preparation != null && preparation.tried.contains(address);
    }

    boolean mayTryAnother(String sessionId) {
        Preparation preparation = bySession.get(sessionId);
        return preparation == null || preparation.tried.size() < MOST_ROOMS;
    }

    /** The session is open, or has ended. */
    void over(String sessionId) {
        bySession.remove(sessionId);
    }
}
