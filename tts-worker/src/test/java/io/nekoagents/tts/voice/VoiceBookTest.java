package io.nekoagents.tts.voice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nekoagents.schema.voice.Voice;
import org.junit.jupiter.api.Test;

final class VoiceBookTest {

    private final VoiceBook book = new VoiceBook("default");

    @Test
    void knowsAVoiceUntilItIsRemoved() throws Exception {
        // Given
        Voice mia = Voices.voice("acme", "mia").build();

        // When
        book.told("acme/mia", mia);

        // Then
        assertThat(book.choose("acme", "mia")).hasValue(mia);
        assertThat(book.of("acme")).containsExactly(mia);
        assertThat(book.find("other", "mia")).as("another tenant's").isEmpty();
        book.told("acme/mia", null);
        assertThatThrownBy(() -> book.choose("acme", "mia"))
                .isInstanceOfSatisfying(
                        VoiceException.UnknownVoice.class,
                        e -> assertThat(e.code()).isEqualTo("unknown_voice"))
                .hasMessage("There is no voice mia");
    }

    @Test
    void whoNamesNoneSpeaksInTheDefaultVoiceOrInTheEnginesOwn() throws Exception {
        // Given
        Voice usual = Voices.voice("acme", "default").build();
        book.told("acme/default", usual);

        // Then
        assertThat(book.choose("acme", null)).hasValue(usual);
        assertThat(book.choose("other", null)).isEmpty();
        assertThatThrownBy(() -> book.choose("other", "default")).isInstanceOf(VoiceException.UnknownVoice.class);
    }

    @Test
    void whatBreaksARuleOrIsNotUnderItsKeyChangesNothing() {
        // Given
        Voice mia = Voices.voice("acme", "mia").build();
        book.told("acme/mia", mia);

        // When
        book.told(
                "acme/mia", Voices.voice("acme", "mia").setRefAudio("file:///x").build());
        book.told("other/mia", Voices.voice("acme", "mia").build());

        // Then
        assertThat(book.find("acme", "mia")).hasValue(mia);
        assertThat(book.find("other", "mia")).isEmpty();
    }
}
