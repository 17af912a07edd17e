package io.nekoagents.tts.audio;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ResamplerTest {

    private final Resampler resampler = new Resampler(48_000);

    @ParameterizedTest
    @ValueSource(ints = {8_000, 11_025, 16_000, 22_050, 24_000, 32_000, 44_100, 44_101, 96_000, 192_000})
    void keepsSinesClean(int rate) {
        for (double hertz : new double[] {100, 440, 1_000, 3_000}) {
            Sound sound = resampler.resample(Tones.sine(hertz, 0.5, 0.5, rate));

            assertThat(sound.rate()).isEqualTo(48_000);
            assertThat(Tones.signalToNoise(sound, hertz))
                    .as("%s Hz at %d", hertz, rate)
                    .isGreaterThan(70);
            assertThat(Tones.rms(sound.samples(), 2_400, sound.samples().length - 2_400))
                    .isCloseTo(0.5 / Math.sqrt(2), Offset.offset(0.003));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8_000, 22_050, 44_100, 48_000, 192_000})
    void keepsTheLength(int rate) {
        assertThat(resampler.resample(Tones.silence(1, rate)).samples()).hasSize(48_000);
    }

    @Test
    void addsNothingAboveWhatWasThere() {
        Sound sound = resampler.resample(Tones.sine(6_000, 0.5, 0.5, 16_000));

        // Its mirror image.
        assertThat(Tones.signalToNoise(sound, 10_000)).isLessThan(-70);
    }

    @Test
    void takesAwayWhatTheRateCannotHold() {
        Sound sound = new Resampler(16_000).resample(Tones.sine(9_000, 0.5, 0.5, 48_000));

        assertThat(Tones.decibels(Tones.rms(sound.samples(), 1_600, sound.samples().length - 1_600)))
                .isLessThan(-70);
    }

    @Test
    void clicksNowhere() {
        Sound sound = resampler.resample(Tones.sine(440, 0.5, 1, 22_050));

        float[] samples = sound.samples();
        for (int i = 2_400; i < samples.length - 2_400; i++) {
            assertThat(Math.abs(samples[i] - samples[i - 1]))
                    .isLessThan((float) (0.5 * 2 * Math.PI * 440 / 48_000 * 1.01));
        }
    }

    @Test
    void givesBackWhatHasTheRate() {
        Sound sound = Tones.sine(440, 0.5, 0.1, 48_000);

        assertThat(resampler.resample(sound)).isSameAs(sound);
        assertThat(resampler.resample(new Sound(new float[0], 8_000)).samples()).isEmpty();
    }
}
