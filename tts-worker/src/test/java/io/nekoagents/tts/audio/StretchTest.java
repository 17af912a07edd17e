package io.nekoagents.tts.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nekoagents.tts.engine.Engine;
import io.nekoagents.tts.engine.EngineSettings;
import io.nekoagents.tts.engine.Engines;
import io.nekoagents.tts.engine.Utterance;
import java.util.Map;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

final class StretchTest {

    @ParameterizedTest
    @CsvSource({
        "0.25, 0",
        "0.5, 0",
        "0.8, 0",
        "1.5, 0",
        "2, 0",
        "4, 0",
        "1, -12",
        "1, -5",
        "1, 1",
        "1, 7",
        "1, 12",
        "0.5, 7",
        "2, -5",
        "4, 12",
        "0.25, -12"
    })
    void changesSpeedAndPitchEachWithoutTheOther(double rate, double semitones) throws AudioException {
        Sound vowel = Tones.vowel(140, 3, 16_000);

        Sound stretched = Stretch.stretch(vowel, rate, semitones);

        assertThat((double) stretched.samples().length)
                .isCloseTo(vowel.samples().length / rate, Percentage.withPercentage(3));
        assertThat(Tones.pitch(stretched)).isCloseTo(140 * Math.pow(2, semitones / 12), Percentage.withPercentage(3));
        assertThat(Tones.peak(stretched.samples()))
                .isBetween(0.5f * Tones.peak(vowel.samples()), 1.5f * Tones.peak(vowel.samples()));
    }

    @ParameterizedTest
    @CsvSource({"0.6, 0", "1.5, 0", "2, 0", "1, -4", "1, 5", "0.75, 6", "1.5, -3"})
    void changesSpeechToo(double rate, double semitones) throws Exception {
        Sound speech = speech("We rowed along the river all morning, and nobody knew where we were going.");

        Sound stretched = Stretch.stretch(speech, rate, semitones);

        assertThat((double) stretched.samples().length)
                .isCloseTo(speech.samples().length / rate, Percentage.withPercentage(3));
        assertThat(Tones.pitchRatio(speech, stretched))
                .isCloseTo(Math.pow(2, semitones / 12), Percentage.withPercentage(3));
    }

    private static Sound speech(String text) throws Exception {
        Binder defaults = new Binder(new MapConfigurationPropertySource(Map.of()));
        try (Engine engine = Engines.open(defaults.bindOrCreate("neko.tts", EngineSettings.class))) {
            return engine.speak(new Utterance(text));
        }
    }

    @Test
    void leavesAloneWhatIsToBeAsItIs() throws AudioException {
        Sound vowel = Tones.vowel(140, 0.1, 16_000);

        assertThat(Stretch.stretch(vowel, 1, 0)).isSameAs(vowel);
        assertThat(Stretch.stretch(new Sound(new float[0], 16_000), 2, 3).samples())
                .isEmpty();
        assertThat(Stretch.stretch(new Sound(new float[3], 16_000), 2, 3).samples())
                .hasSizeLessThan(10);
    }

    @Test
    void takesOnlyWhatItCanDo() {
        Sound vowel = Tones.vowel(140, 0.1, 16_000);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Stretch.stretch(vowel, 0.2, 0))
                .withMessageContaining("rate");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Stretch.stretch(vowel, Double.NaN, 0))
                .withMessageContaining("rate");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Stretch.stretch(vowel, 1, 13))
                .withMessageContaining("pitch");
    }

    @Test
    void namesThePackageThatIsMissing() {
        assertThatThrownBy(() -> Sonic.library("libnothing.so.0"))
                .isInstanceOf(AudioException.class)
                .hasMessageContaining("libsonic0")
                .extracting("code")
                .isEqualTo("stretch_unavailable");
    }
}
