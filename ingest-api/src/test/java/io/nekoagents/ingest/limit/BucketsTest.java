package io.nekoagents.ingest.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import io.nekoagents.ingest.limit.Buckets.Taken;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class BucketsTest {

    private final AtomicLong now = new AtomicLong();

    @Test
    void grantsExactlyTheBurstHoweverManyAskAtOnce() throws InterruptedException {
        // Given
        Buckets buckets = buckets(new Rate(10, 100));
        Callable<Taken> ask = () -> buckets.take("mia");

        // When
        List<Taken> answers;
        try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
            answers = threads.invokeAll(Collections.nCopies(2_000, ask)).stream()
                    .map(Future::resultNow)
                    .toList();
        }

        // Then
        assertThat(answers).filteredOn(Taken::granted).hasSize(100);
        assertThat(answers).filteredOn(each -> !each.granted()).allSatisfy(each -> {
            assertThat(each.left()).isZero();
            assertThat(each.again()).isEqualTo(Duration.ofMillis(100));
        });
    }

    @Test
    void grantsAgainAsTimePassesAndNeverMoreThanTheBurst() {
        // Given
        Buckets buckets = buckets(new Rate(10, 3));
        IntStream.range(0, 3).forEach(_ -> buckets.take("mia"));

        // Then
        assertThat(buckets.take("mia").granted()).isFalse();
        now.addAndGet(Duration.ofMillis(100).toNanos());
        assertThat(buckets.take("mia").granted()).isTrue();
        assertThat(buckets.take("mia").granted()).isFalse();
        now.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(IntStream.range(0, 9)
                        .filter(_ -> buckets.take("mia").granted())
                        .count())
                .isEqualTo(3);
    }

    @Test
    void knowsEachCallerForItself() {
        Buckets buckets = buckets(new Rate(0.01, 1));
        assertThat(buckets.take("mia").granted()).isTrue();
        assertThat(buckets.take("mia").granted()).isFalse();
        assertThat(buckets.take("leo").granted()).isTrue();
    }

    @Test
    void takesNothingByLooking() {
        Buckets buckets = buckets(new Rate(0.01, 1));
        assertThat(buckets.look("mia").granted()).isTrue();
        assertThat(buckets.take("mia").granted()).isTrue();
        assertThat(buckets.look("mia").granted()).isFalse();
        assertThat(buckets.look("mia").again()).isEqualTo(Duration.ofSeconds(100));
    }

    private Buckets buckets(Rate rate) {
        return new Buckets(rate, 1_000, new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return now.get();
            }

            @Override
            public boolean isWallClockBased() {
                return false;
            }
        });
    }
}
