package io.nekoagents.streams.session;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of sessions.
 *
 * @param lostAfter how long a session's room may be gone before the session ends and its tasks fail, 1 s to 1 d; as
 *     long, a free room may take to be ready before another one is tried, and a room's name counts once it is said no more
 * @param unknownAfter how long a task waits for a session that nobody knows, for its command may be read a moment later; at
 *     most 1 m
 * @param keep how long a session that has ended is still shown, 31 d to 365 d: longer than its commands are kept, or whoever
 *     reads the log anew would take it for one that is asked for
 * @param perTenant most sessions of a tenant that have not ended, 1 to 10000
 */
@ConfigurationProperties("neko.streams.sessions")
public record SessionSettings(
        @DefaultValue("5m") Duration lostAfter,
        @DefaultValue("5s") Duration unknownAfter,
        @DefaultValue("31d") Duration keep,
        @DefaultValue("100") int perTenant) {

    public SessionSettings {
        require("lost-after", within(lostAfter, Duration.ofSeconds(1), Duration.ofDays(1)), "must be 1s to 1d");
        require("unknown-after", within(unknownAfter, Duration.ZERO, Duration.ofMinutes(1)), "must be 0s to 1m");
        require("keep", within(keep, Duration.ofDays(31), Duration.ofDays(365)), "must be 31d to 365d");
        require("per-tenant", perTenant >= 1 && perTenant <= 10_000, "must be 1 to 10000");
    }

    private static boolean within(Duration value, Duration least, Duration most) {
        return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
    }

    private static void require(String key, boolean sound, String rule) {
        if (!sound) {
            throw new IllegalArgumentException("neko.streams.sessions." + key + " " + rule);
        }
    }
}
