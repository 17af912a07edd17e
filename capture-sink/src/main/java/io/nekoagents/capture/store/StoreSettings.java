package io.nekoagents.capture.store;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How buckets are spoken to. Region and credentials come from the usual AWS environment.
 *
 * @param s3Endpoint of an S3-compatible store, path-style; unset is AWS
 * @param s3Timeout of one request, which is at most one part of a file, 1 s to 10 min
 * @param s3Patience longest time for a request with all its further tries, 1 s to 1 h
 * @param s3Tries of a request, 1 to 20
 */
@ConfigurationProperties("neko.capture.store")
public record StoreSettings(
        @Nullable URI s3Endpoint,
        @DefaultValue("60s") Duration s3Timeout,
        @DefaultValue("5m") Duration s3Patience,
        @DefaultValue("5") int s3Tries) {

    public StoreSettings {
        if (s3Endpoint != null && s3Endpoint.toString().isBlank()) {
            s3Endpoint = null;
        }
        require("s3-endpoint", s3Endpoint == null || s3Endpoint.getHost() != null, "must be an http or https address");
        require("s3-timeout", within(s3Timeout, Duration.ofMinutes(10)), "must be 1s to 10m");
        require("s3-patience", within(s3Patience, Duration.ofHours(1)), "must be 1s to 1h");
        require("s3-tries", s3Tries >= 1 && s3Tries <= 20, "must be 1 to 20");
    }

    /** AWS, or whatever the environment names. */
    public static StoreSettings usual() {
        return new StoreSettings(null, Duration.ofMinutes(1), Duration.ofMinutes(5), 5);
    }

    private static boolean within(Duration value, Duration most) {
        return value.compareTo(Duration.ofSeconds(1)) >= 0 && value.compareTo(most) <= 0;
    }

    private static void require(String key, boolean sound, String rule) {
        if (!sound) {
            throw new IllegalArgumentException("neko.capture.store." + key + " " + rule);
        }
    }
}
