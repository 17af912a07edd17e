package io.nekoagents.ingest.voice;

import io.nekoagents.ingest.place.AllowedPlaces;
import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Voices.
 *
 * @param file voices.json, read on demand
 * @param fileTenant whose voices the file has; only its admins have it read
 * @param referencePlaces folders, and buckets as s3://bucket/prefix, below which recordings may lie; {tenant} stands for
 *     the caller's tenant
 */
@ConfigurationProperties("neko.api.voices")
record VoiceSettings(
        @DefaultValue(".neko/voices/default/voices.json") Path file,
        @DefaultValue("default") String fileTenant,
        @DefaultValue(".neko/voices/{tenant}") List<String> referencePlaces) {

    VoiceSettings {
        referencePlaces = List.copyOf(referencePlaces);
        if (!fileTenant.matches("[a-z0-9-]{1,63}")) {
            throw new IllegalArgumentException("neko.api.voices.file-tenant must be 1 to 63 of a-z, 0-9 and -");
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
