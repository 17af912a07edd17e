package io.nekoagents.ingest.voice;

import io.nekoagents.ingest.place.AllowedPlaces;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Voices.
 *
 * @param file voices.json, read on demand
 * @param fileTenant whose voices the file has; only its admins have it read
 * @param referencePlaces folders, and buckets as s3://bucket/prefix, below which recordings may lie; {tenant} stands for
 *     the caller's tenant. What is uploaded goes into the first of them
 * @param s3Endpoint of an S3-compatible store, path-style; unset is AWS. Region and credentials come from the usual AWS
 *     environment
 * @param uploadTimeout longest wait for a whole recording, or document of voices, 1 s to 10 min
 */
@ConfigurationProperties("neko.api.voices")
record VoiceSettings(
        @DefaultValue(".neko/voices/default/voices.json") Path file,
        @DefaultValue("default") String fileTenant,
        @DefaultValue(".neko/voices/{tenant}") List<String> referencePlaces,
        @Nullable URI s3Endpoint,
        @DefaultValue("60s") Duration uploadTimeout) {

    VoiceSettings {
        referencePlaces = List.copyOf(referencePlaces);
        if (!fileTenant.matches("[a-z0-9-]{1,63}")) {
            throw new IllegalArgumentException("neko.api.voices.file-tenant must be 1 to 63 of a-z, 0-9 and -");
        }
        if (uploadTimeout.toMillis() < 1_000 || uploadTimeout.toMinutes() > 10) {
            throw new IllegalArgumentException("neko.api.voices.upload-timeout must be 1s to 10m");
        }
        try {
            AllowedPlaces.of(referencePlaces);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("neko.api.voices.reference-places " + e.getMessage(), e);
        }
    }

    AllowedPlaces places() {
        return AllowedPlaces.of(referencePlaces);
    }
}
