package io.nekoagents.ingest;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of the front door.
 *
 * @param address it listens on
 * @param port it listens on, 0 to 65535; 0 takes any free one
 * @param viewFolder folder of what was read from the log; what is lost there is read again
 * @param maxBody longest body of a request, 1 KB to 1 MB
 * @param bodyTimeout longest wait for the whole body of a request, 100 ms to 60 s
 * @param writeTimeout longest wait for the broker to take a command, 100 ms to 60 s
 * @param readTimeout longest wait for the view to catch up with a write, 0 to 60 s
 * @param maxStreams live streams served at a time, 1 to 100000
 * @param heartbeat of a live stream on which nothing happens, 100 ms to 60 s
 */
@ConfigurationProperties("neko.api")
public record ApiSettings(
        @DefaultValue("127.0.0.1") String address,
        @DefaultValue("8080") int port,
        @DefaultValue(".neko/view") Path viewFolder,
        @DefaultValue("64KB") DataSize maxBody,
        @DefaultValue("10s") Duration bodyTimeout,
        @DefaultValue("5s") Duration writeTimeout,
        @DefaultValue("2s") Duration readTimeout,
        @DefaultValue("1000") int maxStreams,
        @DefaultValue("15s") Duration heartbeat) {

    private static final long SHORT = 100;
    private static final long LONG = 60_000;

    public ApiSettings {
        require("address", !address.isBlank(), "must not be blank");
        require("port", within(port, 0, 65_535), "must be 0 to 65535");
        require("max-body", within(maxBody.toBytes(), 1 << 10, 1 << 20), "must be 1KB to 1MB");
        require("body-timeout", within(bodyTimeout.toMillis(), SHORT, LONG), "must be 100ms to 60s");
        require("write-timeout", within(writeTimeout.toMillis(), SHORT, LONG), "must be 100ms to 60s");
        require("read-timeout", within(readTimeout.toMillis(), 0, LONG), "must be 0s to 60s");
        require("max-streams", within(maxStreams, 1, 100_000), "must be 1 to 100000");
        require("heartbeat", within(heartbeat.toMillis(), SHORT, LONG), "must be 100ms to 60s");
    }

    private static boolean within(long value, long least, long most) {
        return value >= least && value <= most;
    }

    private static void require(String key, boolean sound, String rule) {
        if (!sound) {
            throw new IllegalArgumentException("neko.api." + key + " " + rule);
        }
    }
}
