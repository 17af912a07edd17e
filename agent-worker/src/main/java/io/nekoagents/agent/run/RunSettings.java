package io.nekoagents.agent.run;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How tasks are run.
 *
 * @param heartbeat time between two signs of life of a run, 100 ms to 30 s; well below the lifecycle's
 *     {@code neko.streams.heartbeat-timeout}
 * @param settle time after an action before the room is looked at again
 * @param frameWait longest wait for a frame of the room before the run fails and is retried
 * @param noProgress equal actions in a row, with nothing changing on the screen, after which a run fails; at least 2
 */
@ConfigurationProperties("neko.agent.run")
public record RunSettings(
        @DefaultValue("5s") Duration heartbeat,
        @DefaultValue("400ms") Duration settle,
        @DefaultValue("15s") Duration frameWait,
        @DefaultValue("5") int noProgress) {

    public RunSettings {
        require(
                "heartbeat",
                heartbeat.toMillis() >= 100 && heartbeat.toSeconds() <= 30,
                "must be between 100ms and 30s");
        require("settle", !settle.isNegative(), "must not be negative");
        require("frame-wait", frameWait.isPositive(), "must be positive");
        require("no-progress", noProgress >= 2, "must be at least 2");
    }

    private static void require(String key, boolean sound, String rule) {
        if (!sound) {
            throw new IllegalArgumentException("neko.agent.run." + key + " " + rule);
        }
    }
}
