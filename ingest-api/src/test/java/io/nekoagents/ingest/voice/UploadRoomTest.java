package io.nekoagents.ingest.voice;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class UploadRoomTest {

    @Test
    void hasRoomForSoManyAndForFewerOfATenant() {
        // Given
        UploadRoom room = new UploadRoom(3, 2);

        // Then
        assertThat(room.enter("a")).isTrue();
        assertThat(room.enter("a")).isTrue();
        assertThat(room.enter("a")).as("a third one of a tenant").isFalse();
        assertThat(room.enter("b")).isTrue();
        assertThat(room.enter("c")).as("a fourth one").isFalse();
        room.leave("a");
        assertThat(room.enter("c")).isTrue();
        room.leave("a");
        assertThat(room.enter("a")).isTrue();
    }
}
