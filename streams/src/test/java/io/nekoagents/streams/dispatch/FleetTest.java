package io.nekoagents.streams.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.nekoagents.schema.fleet.WorkerHeartbeat;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Which workers are alive, by the dispatcher's clock. */
final class FleetTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    private final Fleet fleet = new Fleet();

    @Test
    void aWorkerWhoseClockIsSlowIsAlive() {
        fleet.heard(worker(NOW.minus(Duration.ofHours(1))), NOW);

        assertThat(fleet.slots(NOW)).isEqualTo(4);
    }

    @Test
    void aWorkerWhoseClockIsFastDoesNotOutliveItself() {
        fleet.heard(worker(NOW.plus(Duration.ofHours(1))), NOW);

        assertThat(fleet.slots(NOW.plusSeconds(30))).isEqualTo(4);
        assertThat(fleet.slots(NOW.plusSeconds(31))).isZero();
    }

    private static WorkerHeartbeat worker(Instant itsNow) {
        return WorkerHeartbeat.newBuilder()
                .setWorkerId("w1")
                .setSlots(4)
                .setBusy(0)
                .setPolicy("ocr")
                .setStartedAt(itsNow)
                .setOccurredAt(itsNow)
                .build();
    }
}
