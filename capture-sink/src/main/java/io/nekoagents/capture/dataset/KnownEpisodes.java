package io.nekoagents.capture.dataset;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Of which episodes of a tenant it is known what became of them, so that one that is read again is not put anywhere again:
 * offsets can be lost or held back, and an upstream that was reset can tell of an episode twice. What has left the log long
 * ago cannot come again and is forgotten. Thread-safe; added to by one thread, in the order of the log.
 *
 * <p>How long ago that is, no single clock says. Facts bear the time of whichever sink wrote them. One from the past would
 * be forgotten at once, and one from the future would have all others forgotten. So a fact counts as told when the latest
 * before it was, for the log is in order, and never later than now. Only if this machine's clock, and that of a sink before
 * it, are both ahead by more than the slack between the log's 30 days and the ten weeks here is anything forgotten too
 * early.
 */
final class KnownEpisodes {

    private static final long WEEK = Duration.ofDays(7).toMillis();

    /** Episodes are in the log for 30 days, and may be in a shard up to as much later. */
    private static final int WEEKS = 10;

    private final InstantSource clock;
    private final ConcurrentSkipListMap<Long, Set<String>> weeks = new ConcurrentSkipListMap<>();
    private Instant latest = Instant.MIN;

    KnownEpisodes(InstantSource clock) {
        this.clock = clock;
    }

    /** @param at as whoever wrote it has it */
    void add(String tenant, Iterable<String> episodes, Instant at) {
        latest = at.isAfter(latest) ? at : latest;
        Instant now = clock.instant();
        long week = (latest.isBefore(now) ? latest : now).toEpochMilli() / WEEK;
        Set<String> known = weeks.computeIfAbsent(week, _ -> ConcurrentHashMap.newKeySet());
        episodes.forEach(episode -> known.add(tenant + "/" + episode));
        Set<Long> old = new HashSet<>(weeks.headMap(week - WEEKS).keySet());
        old.forEach(weeks::remove);
    }

    boolean has(String tenant, String episode) {
        String name = tenant + "/" + episode;
        return weeks.values().stream().anyMatch(each -> each.contains(name));
    }
}
