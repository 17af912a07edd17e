package io.nekoagents.agent.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whoever wants to know how busy the GPUs are does not wait for their driver. */
@Timeout(30)
final class SampledGpusTest {

    private static final Duration OFTEN = Duration.ofMillis(5);

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void tellsTheLastSampleOfADriverThatHangsUntilItIsTooOld() throws Exception {
        // Given: a driver that answers once
        CountDownLatch closed = new CountDownLatch(1);
        Gpus hanging = () -> {
            if (asked.incrementAndGet() == 1) {
                return OptionalDouble.of(42);
            }
            hang(closed);
            return OptionalDouble.empty();
        };
        try (SampledGpus gpus = new SampledGpus(hanging, now::get, OFTEN)) {
            await().until(() -> asked.get() == 2);

            // Then
            assertThat(gpus.utilization()).hasValue(42);
            now.updateAndGet(moment -> moment.plusSeconds(30));
            assertThat(gpus.utilization()).hasValue(42);
            now.updateAndGet(moment -> moment.plusMillis(1));
            assertThat(gpus.utilization()).isEmpty();
        }
        assertThat(closed.await(10, TimeUnit.SECONDS))
                .as("the asking thread was told to end")
                .isTrue();
    }

    @Test
    void asksAgainAfterADriverFailed() {
        Gpus failing = () -> {
            if (asked.incrementAndGet() == 1) {
                throw new IllegalStateException("the driver is gone");
            }
            return OptionalDouble.of(asked.get());
        };
        try (SampledGpus gpus = new SampledGpus(failing, now::get, OFTEN)) {
            await().until(() -> gpus.utilization().orElse(0) >= 3);
        }
    }

    private static void hang(CountDownLatch closed) {
        try {
            TimeUnit.DAYS.sleep(1);
        } catch (InterruptedException _) {
            closed.countDown();
            Thread.currentThread().interrupt();
        }
    }
}
