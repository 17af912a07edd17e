package io.nekoagents.tts.speech;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is spoken when.
 *
 * @param id name of this worker, unique among all; empty makes one of host name and a random part
 * @param flushAfter a stream's text is spoken though its sentence has no end when nothing has come for so long
 * @param streamPatience a stream to which nothing has come for so long fails
 * @param files where speech is kept that goes into files: a folder, or {@code s3://bucket/prefix}
 * @param s3Endpoint of an S3-compatible store, path-style; unset is AWS. Region and credentials come from the usual AWS
 *     environment
 */
@ConfigurationProperties("neko.tts.speech")
public record SpeechSettings(
        @DefaultValue("") String id,
        @DefaultValue("1500ms") Duration flushAfter,
        @DefaultValue("5m") Duration streamPatience,
        @DefaultValue(".neko/speech") String files,
        @Nullable URI s3Endpoint) {

    private static final String PREFIX = "neko.tts.speech.";

    public SpeechSettings {
        require("id", id.isEmpty() || id.matches("[A-Za-z0-9._-]{1,100}"), "must be 1 to 100 of A-Z a-z 0-9 . _ -");
        require("flush-after", flushAfter.isPositive(), "must be positive");
        require(
                "stream-patience",
                streamPatience.compareTo(flushAfter) > 0,
                "must be longer than " + PREFIX + "flush-after");
        if (s3Endpoint != null && s3Endpoint.toString().isBlank()) {
            s3Endpoint = null;
        }
        require("files", Shelf.isPlace(files), "must be a folder, or s3://bucket/prefix");
        require("s3-endpoint", s3Endpoint == null || s3Endpoint.getHost() != null, "must be an http or https address");
        id = id.isEmpty() ? hostName() + "-" + UUID.randomUUID().toString().substring(0, 8) : id;
    }

    Script.Timing timing() {
        return new Script.Timing(flushAfter, streamPatience);
    }

    private static void require(String key, boolean sound, String rule) {
        if (!sound) {
            throw new IllegalArgumentException(PREFIX + key + " " + rule);
        }
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9._-]", "-");
        } catch (UnknownHostException _) {
            return "voice";
        }
    }
}
