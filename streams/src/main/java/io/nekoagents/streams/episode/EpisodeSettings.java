package io.nekoagents.streams.episode;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the assembly of episodes.
 *
 * @param grace how long late frames and actions of a task that has ended are waited for, 0 s to 10 m
 * @param idleTimeout a recording of which nothing is heard for longer ends, 1 s to 1 d
 * @param progressInterval least time between two records of an episode's growth, 100 ms to 1 h
 * @param remember how long it is known that an episode has ended, so that what is late does not begin it anew, 1 m to 31 d
 * @param minFrames the run of a task with fewer frames is discarded, 1 to 10000
 * @param maxRecords an episode with as many frames and actions ends, 100 to 1000000
 */
@ConfigurationProperties("neko.streams.episodes")
public record EpisodeSettings(
        @DefaultValue("5s") Duration grace,
        @DefaultValue("2m") Duration idleTimeout,
        @DefaultValue("5s") Duration progressInterval,
        @DefaultValue("1h") Duration remember,
        @DefaultValue("4") int minFrames,
        @DefaultValue("100000") int maxRecords) {

    public EpisodeSettings {
        require("grace", within(grace, Duration.ZERO, Duration.ofMinutes(10)), "must be 0s to 10m");
        require("idle-timeout", within(idleTimeout, Duration.ofSeconds(1), Duration.ofDays(1)), "must be 1s to 1d");
        require(
                "progress-interval",
                within(progressInterval, Duration.ofMillis(100), Duration.ofHours(1)),
                "must be 100ms to 1h");
        require("remember", within(remember, Duration.ofMinutes(1), Duration.ofDays(31)), "must be 1m to 31d");
        require("min-frames", minFrames >= 1 && minFrames <= 10_000, "must be 1 to 10000");
        require("max-records", maxRecords >= 100 && maxRecords <= 1_000_000, "must be 100 to 1000000");
    }

    public EpisodeLimits limits() {
        return new EpisodeLimits(grace, idleTimeout, progressInterval, remember, minFrames, maxRecords);
    }

    private static boolean within(Duration value, Duration least, Duration most) {
        return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
    }

    private static void require(String key, boolean sound, String rule) {
        if (!sound) {
            throw new IllegalArgumentException("neko.streams.episodes." + key + " " + rule);
        }
    }
}
