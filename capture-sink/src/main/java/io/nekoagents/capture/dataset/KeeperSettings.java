package io.nekoagents.capture.dataset;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the indexes of datasets are kept.
 *
 * @param writeEvery shortest time between two indexes of a dataset, 10 ms to 1 h
 * @param checkEvery how often it is looked at whether the indexes are what they should be, 100 ms to 1 d
 */
@ConfigurationProperties("neko.capture.index")
public record KeeperSettings(
        @DefaultValue("1s") Duration writeEvery,
        @DefaultValue("1m") Duration checkEvery) {

    public KeeperSettings {
        require("write-every", writeEvery, Duration.ofMillis(10), Duration.ofHours(1), "10ms to 1h");
        require("check-every", checkEvery, Duration.ofMillis(100), Duration.ofDays(1), "100ms to 1d");
    }

    private static void require(String key, Duration value, Duration least, Duration most, String rule) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException("neko.capture.index." + key + " must be " + rule);
        }
    }
}
