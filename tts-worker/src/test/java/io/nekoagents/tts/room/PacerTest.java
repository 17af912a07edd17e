package io.nekoagents.tts.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

final class PacerTest {

    private static final long HOUR = Duration.ofHours(1).toNanos();

    /** A machine whose sleep ends late, and which stands still now and then. */
    private static final class Machine implements Pacer.Ticker {
        private final Random random;
        private final long pause;
        private long now = 1_234;

        private Machine(long seed, Duration pause) {
            this.random = new Random(seed);
            this.pause = pause.toNanos();
        }

        @Override
        public long nanos() {
            return now;
        }

        @Override
        public void sleepUntil(long nanos) {
            now = Math.max(now, nanos) + random.nextInt(900_000);
            if (random.nextInt(1_000) == 0) {
                now += pause;
            }
        }
    }

    @RepeatedTest(3)
    void inAnHourItDriftsByLessThanTwentyMilliseconds() {
        long seed = new Random().nextLong();
        // Given a machine that sleeps up to 0.9 ms too long each time, and stands still for 50 ms a few times a minute
        Machine machine = new Machine(seed, Duration.ofMillis(50));
        long[] blocks = {0};
        Pacer pacer = new Pacer(machine);
        pacer.add(() -> blocks[0]++);

        // When an hour goes by
        long began = machine.nanos();
        long due = began;
        while (machine.nanos() - began < HOUR) {
            due = pacer.step(due);
        }

        // Then as much sound was sent as time went by
        long sent = blocks[0] * Pacer.PERIOD;
        long passed = machine.nanos() - began;
        assertThat(Duration.ofNanos(Math.abs(passed - sent)))
                .as("drift of Pacer.step in an hour, seed " + seed)
                .isLessThan(Duration.ofMillis(20 + 50));
        // ... and what the last pause left behind is all there is.
        while (due <= machine.nanos()) {
            due = pacer.step(due);
        }
        sent = blocks[0] * Pacer.PERIOD;
        assertThat(Duration.ofNanos(Math.abs(due - began - sent)))
                .as("drift of the schedule, seed " + seed)
                .isLessThan(Duration.ofMillis(20));
    }

    @Test
    void afterALongPauseItDoesNotSendEverythingAtOnce() {
        // Given a pacer whose machine stood still for ten seconds
        Machine machine = new Machine(1, Duration.ZERO);
        Pacer pacer = new Pacer(machine);
        int[] blocks = {0};
        pacer.add(() -> blocks[0]++);
        long due = pacer.step(machine.nanos());
        machine.now += Duration.ofSeconds(10).toNanos();

        // When it goes on for a tenth of a second
        long until = machine.nanos() + Duration.ofMillis(100).toNanos();
        while (machine.nanos() < until) {
            due = pacer.step(due);
        }

        // Then it has sent what that takes, and not ten seconds
        assertThat(blocks[0]).isBetween(9, 14);
    }

    @Test
    void aRoomThatFailsIsNotTheOthersTrouble() {
        // Given a room that fails, and one behind it
        Machine machine = new Machine(1, Duration.ZERO);
        Pacer pacer = new Pacer(machine);
        int[] blocks = {0};
        pacer.add(() -> {
            throw new IllegalStateException("gone");
        });
        pacer.add(() -> blocks[0]++);

        // When a block is due
        pacer.step(machine.nanos());

        // Then the other has it
        assertThat(blocks[0]).isEqualTo(1);
    }
}
