package io.nekoagents.capture.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

final class PinsTest {

    private static final TopicPartition ONE = new TopicPartition("episodes", 1);
    private static final TopicPartition TWO = new TopicPartition("episodes", 2);
    private static final Instant THEN = Instant.parse("2026-01-31T12:00:00Z");

    private final Pins pins = new Pins();

    @Test
    void nothingIsCommittedPastTheFirstThatIsPinnedInItsPartition() {
        pins.add(new Origin(ONE, 20, THEN));
        pins.add(new Origin(ONE, 10, THEN.plusSeconds(5)));
        Pins others = new Pins();
        others.add(new Origin(TWO, 7, THEN.minusSeconds(5)));
        pins.addAll(others);

        assertThat(pins.holdBack(ONE, 30)).isEqualTo(10);
        assertThat(pins.holdBack(ONE, 5)).isEqualTo(5);
        assertThat(pins.holdBack(TWO, 30)).isEqualTo(7);
        assertThat(pins.holdBack(new TopicPartition("episodes", 3), 30)).isEqualTo(30);
        assertThat(pins.oldest()).isEqualTo(THEN.minusSeconds(5));
    }

    @Test
    void howFarWasReadIsKeptInWordsAndWhatSaysNothingIsNothing() {
        assertThat(ReadBefore.parse(ReadBefore.text(1_234))).isEqualTo(1_234);
        assertThat(ReadBefore.parse("")).isZero();
        assertThat(ReadBefore.parse("somebody else's")).isZero();
    }
}
