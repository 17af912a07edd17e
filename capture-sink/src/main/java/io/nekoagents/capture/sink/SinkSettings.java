package io.nekoagents.capture.sink;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The sink.
 *
 * @param id name of this sink, unique among all; empty makes one of host name and a random part. One that keeps its name
 *     goes on faster after a crash
 * @param work folder for shards while they fill; what is in it is worth nothing after a restart
 * @param sealAge longest time that a finished episode waits for its shard to be sealed, 10 ms to 1 d
 * @param groupProtocol how the instances share the partitions: consumer (a broker of Kafka 4.0 or later), or classic
 * @param backoff wait after a failure, before what was not committed is read again; doubles with each up to 30 s
 * @param holdAfter time that the shards of a tenant may take to arrive before others go on without it, 10 ms to 10 min
 * @param holdMost age of an episode whose tenant's remote does not take it at which it is put into {@code neko.capture.out}
 *     alone; less than the topic of episodes keeps, 1 s to 30 d
 * @param unreadyAfter time for which nothing succeeds until the sink is no longer ready
 */
@ConfigurationProperties("neko.capture.sink")
public record SinkSettings(
        @DefaultValue("") String id,
        @DefaultValue(".neko/capture") Path work,
        @DefaultValue("5m") Duration sealAge,
        @DefaultValue("consumer") GroupProtocol groupProtocol,
        @DefaultValue("500ms") Duration backoff,
        @DefaultValue("30s") Duration holdAfter,
        @DefaultValue("7d") Duration holdMost,
        @DefaultValue("2m") Duration unreadyAfter) {

    /** As Kafka names them. */
    public enum GroupProtocol {
        CONSUMER,
        CLASSIC;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public SinkSettings {
        require(
                "id",
                id.isEmpty() || id.matches("[A-Za-z0-9._-]{1,100}"),
                "must be 1 to 100 letters, digits, dots, dashes or underscores");
        require("seal-age", within(sealAge, Duration.ofMillis(10), Duration.ofDays(1)), "must be 10ms to 1d");
        require("backoff", backoff.isPositive(), "must be positive");
        require("hold-after", within(holdAfter, Duration.ofMillis(10), Duration.ofMinutes(10)), "must be 10ms to 10m");
        require("hold-most", within(holdMost, Duration.ofSeconds(1), Duration.ofDays(30)), "must be 1s to 30d");
        require("unready-after", unreadyAfter.isPositive(), "must be positive");
        id = id.isEmpty() ? hostName() + "-" + UUID.randomUUID().toString().substring(0, 8) : id;
    }

    private static boolean within(Duration value, Duration least, Duration most) {
        return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
    }

    private static void require(String key, boolean sound, String rule) {
        if (!sound) {
            throw new IllegalArgumentException("neko.capture.sink." + key + " " + rule);
        }
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9._-]", "-");
        } catch (UnknownHostException _) {
            return "sink";
        }
    }
}
