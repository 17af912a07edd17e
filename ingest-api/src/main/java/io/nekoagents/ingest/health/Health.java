package io.nekoagents.ingest.health;

import java.util.Map;

/** @param status {@code ready}, or {@code not_ready} while a dependency is down */
record Health(String status, Map<String, Dependency> dependencies) {

    private static final String READY = "ready";

    static Health of(Map<String, Dependency> dependencies) {
        boolean ready = dependencies.values().stream().allMatch(Dependency::isUp);
        return new Health(ready ? READY : "not_ready", dependencies);
    }

    boolean isReady() {
        return status.equals(READY);
    }
}
