package io.nekoagents.tts.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
