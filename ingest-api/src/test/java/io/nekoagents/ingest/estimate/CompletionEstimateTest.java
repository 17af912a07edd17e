package io.nekoagents.ingest.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CompletionEstimateTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @ParameterizedTest(name = "{0} ahead of {1} slots: done in {2} waves")
    @CsvSource({"0, 1, 1", "1, 1, 2", "0, 4, 1", "3, 4, 1", "4, 4, 2", "9, 4, 3"})
    void countsWavesOfAsManyTasksAsThereAreSlots(int ahead, int slots, int waves) {
        assertThat(CompletionEstimate.of(NOON, ahead, slots, Duration.ofSeconds(30)))
                .contains(NOON.plusSeconds(30L * waves));
    }

    @Test
    void knowsNothingWithoutWorkers() {
        assertThat(CompletionEstimate.of(NOON, 0, 0, Duration.ofSeconds(30))).isEmpty();
    }
}
