package io.nekoagents.streams.lifecycle;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the task lifecycle.
 *
 * @param stateDir folder of the local state; what is lost there is read again from the log
 * @param threads stream threads of this process, 1 to 64
 * @param groupProtocol {@code streams} (broker 4.2 or newer), or {@code classic} for older brokers
 * @param commitInterval how often the work done is committed and becomes visible, at least 1 ms
 * @param catchUp time after a start to read what was written meanwhile, before a silent run is given up or a late task
 *     timed out
 * @param maxAttempts runs a task may lose to faults of the infrastructure before it fails, 1 to 100
 * @param backoff wait before the first retry; doubles with each further one
 * @param maxBackoff longest wait before a retry
 * @param heartbeatTimeout a run that is silent for longer is lost, at least 1 s
 * @param maxQueueTime a task that waits longer for its first run fails
 * @param maxPause a task that is paused for longer fails
 * @param retention how long the state of an ended task is kept
 */
@ConfigurationProperties("neko.streams")
public record LifecycleSettings(
        @DefaultValue(".neko/streams") Path stateDir,
        @DefaultValue("1") int threads,
        @DefaultValue("streams") GroupProtocol groupProtocol,
        @DefaultValue("20ms") Duration commitInterval,
        @DefaultValue("5s") Duration catchUp,
        @DefaultValue("5") int maxAttempts,
        @DefaultValue("1s") Duration backoff,
        @DefaultValue("60s") Duration maxBackoff,
        @DefaultValue("60s") Duration heartbeatTimeout,
        @DefaultValue("24h") Duration maxQueueTime,
        @DefaultValue("24h") Duration maxPause,
        @DefaultValue("30d") Duration retention) {

    /** How stream processes find each other. */
    public enum GroupProtocol {
        STREAMS,
        CLASSIC
    }

    public LifecycleSettings {
        require("threads", threads >= 1 && threads <= 64, "must be 1 to 64");
        require("commit-interval", commitInterval.toMillis() >= 1, "must be at least 1ms");
        require("catch-up", !catchUp.isNegative(), "must not be negative");
        require("max-attempts", maxAttempts >= 1 && maxAttempts <= 100, "must be 1 to 100");
        require("backoff", !backoff.isNegative(), "must not be negative");
        require("max-backoff", maxBackoff.compareTo(backoff) >= 0, "must not be shorter than neko.streams.backoff");
        require("heartbeat-timeout", heartbeatTimeout.toMillis() >= 1_000, "must be at least 1s");
        require("max-queue-time", maxQueueTime.isPositive(), "must be positive");
        require("max-pause", maxPause.isPositive(), "must be positive");
        require("retention", retention.isPositive(), "must be positive");
    }

    LifecycleLimits limits() {
        return new LifecycleLimits(
                maxAttempts, backoff, maxBackoff, heartbeatTimeout, maxQueueTime, maxPause, retention);
    }

    private static void require(String key, boolean sound, String rule) {
        if (!sound) {
            throw new IllegalArgumentException("neko.streams." + key + " " + rule);
        }
    }
}
