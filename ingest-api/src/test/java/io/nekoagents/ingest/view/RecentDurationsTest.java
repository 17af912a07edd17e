package io.nekoagents.ingest.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RecentDurationsTest {

    @Test
    void keepsTheLastHundred() {
        RecentDurations durations = RecentDurations.none()
                .with(List.of(Duration.ofHours(10)))
                .with(Collections.nCopies(RecentDurations.KEPT, Duration.ofSeconds(2)));
        assertThat(durations.mean()).contains(Duration.ofSeconds(2));
        assertThat(RecentDurations.of(durations.bytes())).isEqualTo(durations);
    }

    @Test
    void hasNoMeanBeforeTheFirst() {
        assertThat(RecentDurations.none().mean()).isEmpty();
    }
}
