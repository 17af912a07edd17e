package io.nekoagents.ingest.problem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SoundTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "two\nlines and\ta tab", "grüße 猫 🐈", "e\u0301"})
    void takesWhatPeopleWrite(String text) {
        assertThat(SoundText.isSound(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "a\rb", "\u001b[2K", "\u007f", "\u0085", "\ud83d", "\udc08\ud83d"})
    void refusesControlsAndHalfCharacters(String text) {
        assertThat(SoundText.isSound(text)).isFalse();
    }
}
