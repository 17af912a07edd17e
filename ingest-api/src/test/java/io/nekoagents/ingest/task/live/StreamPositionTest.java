package io.nekoagents.ingest.task.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StreamPositionTest {

    @Test
    void isReadBackFromItsId() {
        StreamPosition position = new StreamPosition(3, 0, 12_345_678_901L);
        assertThat(StreamPosition.parse(position.id())).contains(position);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "1-2", "1-2-3-4", "-1-2-3", "a-b-c", "1-2-9999999999999999999"})
    void refusesOtherIds(String id) {
        assertThat(StreamPosition.parse(id)).isEmpty();
    }
}
