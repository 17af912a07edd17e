package io.nekoagents.capture.dataset;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Of which episodes of a tenant it is known what became of them, so that one that is read again is not put anywhere again:
 * offsets can be lost or held back, and an upstream that was reset can tell of an episode twice. What has left the log long ago cannot come again and is forgotten.
 * Thread-safe.
 */
final class KnownEpisodes {

    private static final long WEEK = Duration.ofDays(7).toMillis();

    /** Episodes are in the log for 30 days, and may be in a shard up to as much later. */
    private static final int WEEKS = 10;

    private final ConcurrentSkipListMap<Long, Set<String>> weeks = new ConcurrentSkipListMap<>();

    void add(String tenant, Iterable<String> episodes, Instant at) {
        long week = at.toEpochMilli() / WEEK;
        Set<String> known = weeks.computeIfAbsent(week, _ -> ConcurrentHashMap.newKeySet());
        episodes.forEach(episode -> known.add(tenant + "/" + episode));
        Set<Long> old = new HashSet<>(weeks.headMap(weeks.lastKey() - WEEKS).keySet());
        old.forEach(weeks::remove);
    }

    boolean has(String tenant, String episode) {
        String name = tenant + "/" + episode;
        return weeks.values().stream().anyMatch(each -> each.contains(name));
    }
}
