package io.nekoagents.neko;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class LatestFrameTest {

    private final AtomicInteger conversions = new AtomicInteger();
    private final AtomicInteger discards = new AtomicInteger();
    private final LatestFrame frames = new LatestFrame(() -> Instant.EPOCH);

    private Picture picture(int shade) {
        return new Picture() {
            @Override
            public Pixels pixels() {
                conversions.incrementAndGet();
                return new Pixels(1, 1, new byte[] {(byte) shade, 0, 0});
            }

            @Override
            public void discard() {
                discards.incrementAndGet();
            }
        };
    }

    @Test
    void convertsOnlyWhatIsAskedForAndOnlyOnce() {
        // Given
        frames.offer(picture(1));
        frames.offer(picture(2));
        frames.offer(picture(3));

        // When
        Frame frame = frames.latest().orElseThrow();

        // Then
        assertThat(frame.rgb()[0]).isEqualTo((byte) 3);
        assertThat(frame.sequence()).isEqualTo(3);
        assertThat(frames.latest()).containsSame(frame);
        assertThat(conversions).hasValue(1);
        assertThat(discards).hasValue(3);
    }

    @Test
    void isEmptyBeforeTheFirst() {
        assertThat(frames.latest()).isEmpty();
        assertThatThrownBy(() -> frames.awaitNewerThan(0, Duration.ofMillis(10)))
                .isInstanceOf(NekoException.TimedOut.class);
    }

    @Test
    void wakesWhoWaitsForANewerOne() throws Exception {
        // Given
        frames.offer(picture(1));
        var sender = Thread.ofVirtual().start(() -> frames.offer(picture(2)));

        // When
        Frame frame = frames.awaitNewerThan(1, Duration.ofSeconds(10));

        // Then
        assertThat(frame.sequence()).isEqualTo(2);
        sender.join();
    }

    @Test
    void keepsTheLastFrameReadableAfterTheEnd() {
        // Given
        frames.offer(picture(1));
        Frame last = frames.latest().orElseThrow();
        frames.offer(picture(2));

        // When
        frames.close();
        frames.offer(picture(3));

        // Then
        assertThat(frames.latest()).containsSame(last);
        assertThat(discards).as("nothing leaks").hasValue(3);
        assertThatThrownBy(() -> frames.awaitNewerThan(2, Duration.ofSeconds(10)))
                .isInstanceOf(NekoException.Unreachable.class);
    }
}
