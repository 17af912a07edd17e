package io.nekoagents.ingest.limit;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much one caller may have of one process.
 *
 * @param writePerSecond requests a second that submit, change, cancel, or make and revoke keys; 0 for no limit
 * @param writeBurst such requests at once, after a pause, 1 to 10000000
 * @param readPerSecond requests a second that read; 0 for no limit
 * @param readBurst requests that read, at once, after a pause, 1 to 10000000
 * @param streamPerSecond live streams that are begun a second; 0 for no limit
 * @param streamBurst live streams that are begun at once, after a pause, 1 to 10000000
 * @param failedPerSecond keys and tokens a second, of one address, that are not valid; 0 for no limit
 * @param failedBurst such keys and tokens at once, after a pause; after more the address is not heard for a while
 * @param trustedProxies networks, as 10.0.0.0/8, whose X-Forwarded-For is believed
 * @param maxCallers callers and addresses kept count of at a time, 1000 to 10000000
 */
@ConfigurationProperties("neko.api.limit")
record LimitSettings(
        @DefaultValue("2000") double writePerSecond,
        @DefaultValue("4000") long writeBurst,
        @DefaultValue("5000") double readPerSecond,
        @DefaultValue("10000") long readBurst,
        @DefaultValue("100") double streamPerSecond,
        @DefaultValue("1000") long streamBurst,
        @DefaultValue("1") double failedPerSecond,
        @DefaultValue("30") long failedBurst,
        @DefaultValue List<String> trustedProxies,
        @DefaultValue("100000") long maxCallers) {

    LimitSettings {
        trustedProxies = List.copyOf(trustedProxies);
        requireRate("write", writePerSecond, writeBurst);
        requireRate("read", readPerSecond, readBurst);
        requireRate("stream", streamPerSecond, streamBurst);
        requireRate("failed", failedPerSecond, failedBurst);
        require("max-callers", maxCallers >= 1_000 && maxCallers <= 10_000_000, "must be 1000 to 10000000");
        for (String network : trustedProxies) {
            require("trusted-proxies", Network.parse(network).isPresent(), "must be networks such as 10.0.0.0/8");
        }
    }

    private static void requireRate(String name, double perSecond, long burst) {
        boolean sound = perSecond == 0 || (perSecond >= Rate.SLOWEST && perSecond <= Rate.FASTEST);
        require(name + "-per-second", sound, "must be 0, or 0.01 to 1000000");
        require(name + "-burst", burst >= 1 && burst <= 10_000_000, "must be 1 to 10000000");
    }

    private static void require(String key, boolean sound, String rule) {
        if (!sound) {
            throw new IllegalArgumentException("neko.api.limit." + key + " " + rule);
        }
    }
}
