package io.nekoagents.neko;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What sessions are called. Those that left are kept for a while, for what they said may still be on its way. */
final class RoomNames {

    private static final int MOST = 1_000;

    private final Map<String, String> names = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MOST;
        }
    };

    synchronized void learn(String session, String name) {
        names.put(session, name);
    }

    synchronized Optional<String> of(String session) {
        return Optional.ofNullable(names.get(session));
    }
}
