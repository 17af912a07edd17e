package io.nekoagents.streams.episode;

import java.time.Duration;

/**
 * How patient the assembly of episodes is, and how much of one it takes.
 *
 * @param grace how long what is late is waited for: frames and actions of a task that has ended or is not known yet, and
 *     the recorder's own word that a recording's time is up
 * @param idleTimeout a recording of which nothing is heard for longer ends
 * @param progressInterval least time between two records of an episode's growth
 * @param remember how long it is known that an episode has ended, so that what is late does not begin it anew
 * @param minFrames the run of a task with fewer frames is discarded; a recording says itself
 * @param maxRecords an episode with as many frames and actions ends
 */
public record EpisodeLimits(
        Duration grace,
        Duration idleTimeout,
        Duration progressInterval,
        Duration remember,
        int minFrames,
        int maxRecords) {

    /** As the settings have them where nothing is set. */
    public static final EpisodeLimits USUAL = new EpisodeLimits(
            Duration.ofSeconds(5), Duration.ofMinutes(2), Duration.ofSeconds(5), Duration.ofHours(1), 4, 100_000);

    /** An episode whose frames and actions take as many bytes in the log ends: they are all in memory once, at its end. */
    static final long MAX_WEIGHT = 64L << 20;

    /** Longer than the log is kept: a task of which nothing is heard for so long has no end that could still be read. */
    static final Duration FORGOTTEN = Duration.ofDays(31);
}
