package io.nekoagents.schema.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.nekoagents.schema.voice.SpeechParams;
import io.nekoagents.schema.voice.Voice;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class VoiceRulesTest {

    @Test
    void acceptsAVoiceOfTheEngineAndOneOfARecording() {
        assertThat(VoiceRules.violations(voice(_ -> {}))).isEmpty();
        assertThat(VoiceRules.violations(voice(v -> v.setRefAudio("s3://bucket/mia.wav")
                        .setRefText("This is Mia. ")
                        .setRefSha256("0".repeat(64))
                        .setStyles(List.of("calm"))
                        .setParams(new SpeechParams(1.2, -2.0)))))
                .isEmpty();
    }

    @Test
    void namesEveryViolationAtOnce() {
        Voice voice = voice(v -> v.setVoiceId("a/b")
                .setRefAudio("s3://bucket/mia.wav")
                .setRefSha256("0")
                .setStyles(List.of("very calm"))
                .setParams(new SpeechParams(0.0, 40.0)));

        assertThat(VoiceRules.violations(voice))
                .extracting(Violation::field)
                .containsExactly("voice_id", "ref_text", "ref_sha256", "styles", "params.rate", "params.pitch");
    }

    @Test
    void refusesAHashOfNothingAndTooManyStyles() {
        assertThat(VoiceRules.violations(voice(v -> v.setRefSha256("0".repeat(64)))))
                .extracting(Violation::field)
                .containsExactly("ref_sha256");
        assertThat(VoiceRules.violations(voice(v -> v.setStyles(Collections.nCopies(17, "calm")))))
                .extracting(Violation::field)
                .containsExactly("styles");
    }

    private static Voice voice(Consumer<Voice.Builder> change) {
        Voice.Builder voice = Voice.newBuilder()
                .setVoiceId("mia")
                .setTenant("t")
                .setCreatedAt(Instant.EPOCH)
                .setUpdatedAt(Instant.EPOCH);
        change.accept(voice);
        return voice.build();
    }
}
