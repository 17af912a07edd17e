package io.nekoagents.capture.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class EpisodeClockTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final AtomicReference<Instant> day = new AtomicReference<>(NOON);
    private final AtomicLong nanos = new AtomicLong(-5);
    private final EpisodeClock clock = new EpisodeClock(day::get, nanos::get);

    @Test
    void showsWhatHasPassedWhateverIsDoneToTheMachinesClock() {
        pass(Duration.ofSeconds(7));
        day.set(NOON.minusSeconds(3600));

        assertThat(clock.now()).isEqualTo(NOON.plusSeconds(7));
        assertThat(clock.passed()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void knowsWhatItShowedWhenAFrameCame() {
        pass(Duration.ofSeconds(7));
        day.set(NOON.plusSeconds(107));

        assertThat(clock.at(NOON.plusSeconds(105))).isEqualTo(NOON.plusSeconds(5));
    }

    @Test
    void knowsNeitherWhatIsToComeNorWhatWasBefore() {
        pass(Duration.ofSeconds(7));

        assertThat(clock.at(NOON.plusSeconds(60))).isEqualTo(NOON.plusSeconds(7));
        assertThat(clock.at(NOON.minusSeconds(60))).isEqualTo(NOON);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
        day.updateAndGet(before -> before.plus(time));
    }
}
