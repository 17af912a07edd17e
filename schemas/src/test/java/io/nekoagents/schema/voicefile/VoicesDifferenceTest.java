package io.nekoagents.schema.voicefile;

import static org.assertj.core.api.Assertions.assertThat;

import io.nekoagents.schema.voice.Voice;
import io.nekoagents.schema.voice.VoiceOrigin;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class VoicesDifferenceTest {

    private static final Instant BEFORE = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant NOW = BEFORE.plusSeconds(60);

    @Test
    void tellsWhatIsNewOtherGoneAndTheSame() {
        // When
        VoicesDifference reload = VoicesDifference.ofFile(
                List.of(
                        voice("same", "a", VoiceOrigin.FILE, BEFORE),
                        voice("other", "a", VoiceOrigin.FILE, BEFORE),
                        voice("gone", "a", VoiceOrigin.FILE, BEFORE)),
                List.of(
                        voice("same", "a", VoiceOrigin.FILE, NOW),
                        voice("other", "b", VoiceOrigin.FILE, NOW),
                        voice("fresh", "a", VoiceOrigin.FILE, NOW)));

        // Then
        assertThat(reload.unchanged()).containsExactly("same");
        assertThat(reload.added()).extracting(Voice::getVoiceId).containsExactly("fresh");
        assertThat(reload.removed()).extracting(Voice::getVoiceId).containsExactly("gone");
        assertThat(reload.changed()).singleElement().satisfies(voice -> {
            assertThat(voice.getVoiceId()).isEqualTo("other");
            assertThat(voice.getCreatedAt()).isEqualTo(BEFORE);
            assertThat(voice.getUpdatedAt()).isEqualTo(NOW);
        });
    }

    @Test
    void leavesVoicesOfTheApiAloneUnlessTheFileNamesThem() {
        // When
        VoicesDifference reload = VoicesDifference.ofFile(
                List.of(voice("made", "a", VoiceOrigin.API, BEFORE), voice("named", "a", VoiceOrigin.API, BEFORE)),
                List.of(voice("named", "a", VoiceOrigin.FILE, NOW)));

        // Then
        assertThat(reload.removed()).isEmpty();
        assertThat(reload.changed())
                .singleElement()
                .satisfies(voice -> assertThat(voice.getOrigin()).isEqualTo(VoiceOrigin.FILE));
    }

    @Test
    void anImportRemovesNothingAndLeavesToTheFileWhatIsTheSame() {
        // When
        VoicesDifference difference = VoicesDifference.ofImport(
                List.of(voice("same", "a", VoiceOrigin.FILE, BEFORE), voice("else", "a", VoiceOrigin.FILE, BEFORE)),
                List.of(voice("same", "a", VoiceOrigin.API, NOW), voice("fresh", "a", VoiceOrigin.API, NOW)));

        // Then
        assertThat(difference.unchanged()).containsExactly("same");
        assertThat(difference.added()).extracting(Voice::getVoiceId).containsExactly("fresh");
        assertThat(difference.changed()).isEmpty();
        assertThat(difference.removed()).isEmpty();
    }

    private static Voice voice(String id, String text, VoiceOrigin origin, Instant at) {
        return Voice.newBuilder()
                .setVoiceId(id)
                .setTenant("t")
                .setRefText(text)
                .setOrigin(origin)
                .setCreatedAt(at)
                .setUpdatedAt(at)
                .build();
    }
}
