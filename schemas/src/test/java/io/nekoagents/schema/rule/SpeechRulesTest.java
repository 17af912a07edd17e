package io.nekoagents.schema.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.nekoagents.schema.voice.AppendSpeech;
import io.nekoagents.schema.voice.EndSpeech;
import io.nekoagents.schema.voice.SpeakText;
import io.nekoagents.schema.voice.SpeechParams;
import io.nekoagents.schema.voice.SpeechStyle;
import io.nekoagents.schema.voice.StartSpeech;
import io.nekoagents.schema.voice.StopSpeech;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SpeechRulesTest {

    @Test
    void acceptsWhatLeavesOutAllItMay() {
        assertThat(SpeechRules.violations(speak("Hello.", style(null, null, null))))
                .isEmpty();
        assertThat(SpeechRules.violations(
                        new StartSpeech("speech_1", "t", "s", style(null, null, null), null, null, Instant.EPOCH)))
                .isEmpty();
        assertThat(SpeechRules.violations(new EndSpeech("speech_1", "t", "s", Instant.EPOCH)))
                .isEmpty();
        assertThat(SpeechRules.violations(new StopSpeech("s", "t", Instant.EPOCH)))
                .isEmpty();
    }

    @Test
    void namesEveryViolationAtOnce() {
        SpeakText command =
                new SpeakText("speech_", "a/b", "", " ", style("../x", 9.0, 13.0), null, null, Instant.EPOCH);

        assertThat(SpeechRules.violations(command))
                .extracting(Violation::field)
                .containsExactly(
                        "request_id", "tenant", "session_id", "text", "voice_id", "params.rate", "params.pitch");
    }

    @ParameterizedTest
    @CsvSource({
        "0.25,-12,true",
        "4,12,true",
        "0.24,0,false",
        "4.01,0,false",
        "1,12.1,false",
        "NaN,0,false",
        "1,NaN,false"
    })
    void holdsSpeedAndPitchToTheirRange(double rate, double pitch, boolean sound) {
        assertThat(SpeechRules.violations(speak("x", style(null, rate, pitch))).isEmpty())
                .isEqualTo(sound);
    }

    @Test
    void countsCharactersAndNotUtf16Units() {
        assertThat(SpeechRules.violations(speak("😀".repeat(5_000), style(null, null, null))))
                .isEmpty();
        assertThat(SpeechRules.violations(speak("😀".repeat(5_001), style(null, null, null))))
                .extracting(Violation::field)
                .containsExactly("text");
    }

    @Test
    void takesASpaceAsAPieceButNotNothing() {
        assertThat(SpeechRules.violations(piece(" ", 1))).isEmpty();
        assertThat(SpeechRules.violations(piece("", null)))
                .extracting(Violation::field)
                .containsExactly("text");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void countsPiecesFromOne(int sequence) {
        assertThat(SpeechRules.violations(piece("x", sequence)))
                .extracting(Violation::field)
                .containsExactly("sequence");
    }

    private static AppendSpeech piece(String text, @Nullable Integer sequence) {
        return new AppendSpeech("speech_1", "t", "s", sequence, text, Instant.EPOCH);
    }

    private static SpeakText speak(String text, SpeechStyle style) {
        return new SpeakText("speech_1", "t", "s", text, style, null, null, Instant.EPOCH);
    }

    private static SpeechStyle style(@Nullable String voice, @Nullable Double rate, @Nullable Double pitch) {
        return new SpeechStyle(voice, new SpeechParams(rate, pitch));
    }
}
