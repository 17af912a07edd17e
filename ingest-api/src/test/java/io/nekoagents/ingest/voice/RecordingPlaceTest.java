package io.nekoagents.ingest.voice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RecordingPlaceTest {

    @ParameterizedTest
    @CsvSource({
        "/srv/voices/{tenant}, file:///srv/voices/acme/recordings/a.wav",
        "/srv/voices/{tenant}/own/, file:///srv/voices/acme/own/recordings/a.wav",
        "/srv/of-{tenant}/x, file:///srv/of-acme/x/recordings/a.wav",
        "file:///srv/all, file:///srv/all/recordings/a.wav",
        "file:/srv/all, file:///srv/all/recordings/a.wav",
        "/{tenant}, file:///acme/recordings/a.wav",
    })
    void isTheFirstPlaceAndOfTheTenant(String place, String address) {
        try (RecordingPlace found = RecordingPlace.of(List.of(place, "/elsewhere"), null)) {
            assertThat(found.archive().orElseThrow().address(found.name("acme", "a.wav")))
                    .isEqualTo(address);
        }
    }

    @Test
    void isNoneWhereThereIsNoPlace() {
        assertThat(RecordingPlace.of(List.of(), null).archive()).isEmpty();
    }
}
