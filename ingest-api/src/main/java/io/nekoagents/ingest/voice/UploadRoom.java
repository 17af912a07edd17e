package io.nekoagents.ingest.voice;

import java.util.HashMap;
import java.util.Map;

/** How many recordings are taken in at a time: each is in memory as a whole, and no tenant has all the room. */
final class UploadRoom {

    private final int most;
    private final int mostOfOne;
    private final Map<String, Integer> inside = new HashMap<>();
    private int all;

    UploadRoom(int most, int mostOfOne) {
        this.most = most;
        this.mostOfOne = mostOfOne;
    }

    /** False if there is no room; who is let in must leave. */
    synchronized boolean enter(String tenant) {
        int own = inside.getOrDefault(tenant, 0);
        if (all == most || own == mostOfOne) {
            return false;
        }
        inside.put(tenant, own + 1);
        all++;
        return true;
    }

    synchronized void leave(String tenant) {
        inside.computeIfPresent(tenant, (_, own) -> own == 1 ? null : own - 1);
        all--;
    }
}
