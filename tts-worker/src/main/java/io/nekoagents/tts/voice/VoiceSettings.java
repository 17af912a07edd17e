package io.nekoagents.tts.voice;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Voices, and the recordings that they are to sound like.
 *
 * @param file voices.json, read when it is asked for in a chat
 * @param fileTenant whose voices the file has
 * @param defaultVoice the one that a tenant speaks in who names none; the engine's own where a tenant has none of that name
 * @param referencePlaces folders, and buckets as s3://bucket/prefix, below which recordings are opened; {tenant} stands for
 *     the voice's tenant
 * @param cacheFolder recordings that were fetched, by their hash
 * @param cacheSize most bytes of them, 64 MB to 1 TB; the one that was not used for longest goes first
 * @param s3Endpoint of an S3-compatible store, path-style; unset is AWS. Region and credentials come from the usual AWS
 *     environment
 * @param fetchTimeout longest wait for a recording from a bucket, 1 s to 5 min
 */
@ConfigurationProperties("neko.tts.voices")
public record VoiceSettings(
        @DefaultValue(".neko/voices/default/voices.json") Path file,
        @DefaultValue("default") String fileTenant,
        @DefaultValue("default") String defaultVoice,
        @DefaultValue(".neko/voices/{tenant}") List<String> referencePlaces,
        @DefaultValue(".neko/tts/recordings") Path cacheFolder,
        @DefaultValue("512MB") DataSize cacheSize,
        @Nullable URI s3Endpoint,
        @DefaultValue("10s") Duration fetchTimeout) {

    public VoiceSettings {
        referencePlaces = List.copyOf(referencePlaces);
        if (s3Endpoint != null && s3Endpoint.toString().isBlank()) {
            s3Endpoint = null;
        }
        require("file-tenant", fileTenant.matches("[a-z0-9-]{1,63}"), "must be 1 to 63 of a-z, 0-9 and -");
        require("default-voice", !defaultVoice.isBlank(), "must not be blank");
        require("s3-endpoint", s3Endpoint == null || s3Endpoint.getHost() != null, "must be an http or https address");
        long bytes = cacheSize.toBytes();
        require("cache-size", bytes >= 64L << 20 && bytes <= 1L << 40, "must be 64MB to 1TB");
        long millis = fetchTimeout.toMillis();
        require("fetch-timeout", millis >= 1_000 && millis <= 300_000, "must be 1s to 5m");
        try {
            ReferencePlaces.of(referencePlaces);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("neko.tts.voices.reference-places " + e.getMessage(), e);
        }
    }

    private static void require(String key, boolean sound, String rule) {
        if (!sound) {
            throw new IllegalArgumentException("neko.tts.voices." + key + " " + rule);
        }
    }

    ReferencePlaces places() {
        return ReferencePlaces.of(referencePlaces);
    }
}
