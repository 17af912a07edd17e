package io.nekoagents.tts.voice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nekoagents.tts.voice.ReferencePlaces.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReferencePlacesTest {

    @TempDir
    private Path folder;

    @Test
    void findsWhatLiesBelowAPlaceOfTheTenant() {
        ReferencePlaces places = ReferencePlaces.of(List.of(folder + "/{tenant}", "s3://audio/{tenant}/voices"));

        assertThat(places.find("acme", "file://" + folder + "/acme/a.wav"))
                .hasValue(new Place.OfFile(folder.resolve("acme/a.wav")));
        assertThat(places.find("acme", "file:" + folder + "/acme/deep/a b.wav"))
                .hasValue(new Place.OfFile(folder.resolve("acme/deep/a b.wav")));
        assertThat(places.find("acme", "s3://audio/acme/voices/a.wav"))
                .hasValue(new Place.OfBucket("audio", "acme/voices/a.wav"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///srv/beta/a.wav",
                "file:///srv/acme/../beta/a.wav",
                "file:///srv/acme/%2e%2e/beta/a.wav",
                "file:///srv/acme",
                "file:///srv/acme/",
                "file:///srv/acmes/a.wav",
                "file://host/srv/acme/a.wav",
                "http://srv/acme/a.wav",
                "s3://audio/beta/a.wav",
                "s3://user@audio/acme/a.wav",
                "s3://other/acme/a.wav",
                "/srv/acme/a.wav",
                "",
            })
    void leavesEverythingElseAlone(String address) {
        ReferencePlaces places = ReferencePlaces.of(List.of("/srv/{tenant}", "s3://audio/{tenant}"));

        assertThat(places.find("acme", address)).isEmpty();
    }

    @Test
    void followsNoLinkOutOfAPlace() throws IOException {
        // Given
        Files.createDirectories(folder.resolve("acme"));
        Files.createSymbolicLink(folder.resolve("acme/out"), Files.createDirectory(folder.resolve("secret")));
        Files.write(folder.resolve("secret/key"), new byte[] {1});
        ReferencePlaces places = ReferencePlaces.of(List.of(folder + "/{tenant}"));

        // Then
        assertThat(places.find("acme", "file://" + folder + "/acme/out/key")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://x/y", "s3://", "file://host/x"})
    void refusesWhatIsNoPlace(String place) {
        assertThatThrownBy(() -> ReferencePlaces.of(List.of(place))).isInstanceOf(IllegalArgumentException.class);
    }
}
