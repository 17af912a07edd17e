package io.nekoagents.neko;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WireFormatTest {

    @Test
    void keepsPacketsInTheRoomsLayout() {
        assertThat(HexFormat.of().formatHex(InputPacket.move(65535, 1))).isEqualTo("010004ffff0001");
        assertThat(HexFormat.of().formatHex(InputPacket.scroll(-1, 2))).isEqualTo("020005ffff000200");
        assertThat(HexFormat.of().formatHex(InputPacket.keyDown(Keysyms.of('☃'))))
                .isEqualTo("03000401002603");
        assertThat(HexFormat.of().formatHex(InputPacket.touchEnd(1, -2, 3, 0)))
                .isEqualTo("0a000d00000001fffffffe0000000300");
    }

    @ParameterizedTest
    @CsvSource({"97, 97", "233, 233", "8364, 16785580", "128512, 16905728", "10, 65293", "13, 65293", "9, 65289"})
    void knowsTheKeyOfEveryCharacter(int codePoint, int keysym) {
        assertThat(Keysyms.of(codePoint)).isEqualTo(keysym);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 0x85, 0xd800, -1, 0x110000})
    void hasNoKeyForWhatCannotBeTyped(int codePoint) {
        assertThatThrownBy(() -> Keysyms.of(codePoint)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void waitsLongerAfterEachFailureUpToALimit() {
        // Given
        var backoff = new Backoff(RandomGenerator.of("L64X128MixRandom"));

        // Then
        for (long full : new long[] {500, 1000, 2000, 4000, 8000, 15_000, 15_000}) {
            assertThat(backoff.next()).isBetween(Duration.ofMillis(full / 2), Duration.ofMillis(full));
        }
        backoff.succeeded();
        assertThat(backoff.next()).isLessThanOrEqualTo(Duration.ofMillis(500));
    }

    @Test
    void keepsThePasswordOutOfText() {
        var settings = NekoSettings.of(URI.create("https://room/"), "me", "hunter2");

        assertThat(settings.toString()).doesNotContain("hunter2").contains("room");
    }
}
