package io.nekoagents.streams.session;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class SessionSettingsTest {

    private static final Duration FINE = Duration.ofSeconds(5);
    private static final Duration KEEP = Duration.ofDays(31);

    @Test
    void refusesWhatMakesNoSenseByItsKey() {
        refused("lost-after", () -> new SessionSettings(Duration.ZERO, FINE, KEEP, 1));
        refused("unknown-after", () -> new SessionSettings(FINE, Duration.ofMinutes(2), KEEP, 1));
        refused("keep", () -> new SessionSettings(FINE, FINE, Duration.ofDays(30), 1));
        refused("per-tenant", () -> new SessionSettings(FINE, FINE, KEEP, 0));
    }

    private static void refused(String key, Runnable making) {
        assertThatIllegalArgumentException()
                .isThrownBy(making::run)
                .withMessageContaining("neko.streams.sessions." + key);
    }
}
