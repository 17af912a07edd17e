package io.nekoagents.ingest.capture;

import io.nekoagents.ingest.place.AllowedPlaces;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What clients may ask of capture.
 *
 * @param remotePlaces folders, and buckets as s3://bucket/prefix, below which datasets may be uploaded; {tenant} stands
 *     for the caller's tenant
 * @param screen size of a room that is not known, WIDTHxHEIGHT, by which the size of an episode is estimated
 */
@ConfigurationProperties("neko.api.capture")
record CaptureSettings(
        @DefaultValue(".neko/datasets/{tenant}") List<String> remotePlaces,
        @DefaultValue("1280x720") String screen) {

    CaptureSettings {
        remotePlaces = List.copyOf(remotePlaces);
        try {
            AllowedPlaces.of(remotePlaces);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("neko.api.capture.remote-places " + e.getMessage(), e);
        }
        if (Screen.parse(screen).isEmpty()) {
            throw new IllegalArgumentException("neko.api.capture.screen must be WIDTHxHEIGHT, such as 1280x720");
        }
    }

    AllowedPlaces places() {
        return AllowedPlaces.of(remotePlaces);
    }

    Screen usualScreen() {
        return Screen.parse(screen).orElseThrow();
    }
}
