package io.nekoagents.tts.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LevelTest {

    @ParameterizedTest
    @ValueSource(doubles = {0.003, 0.05, 0.3, 1})
    void bringsSegmentsToOneLoudnessWhateverTheirSilence(double amplitude) {
        Sound voice = Tones.sine(200, amplitude, 0.5, 48_000);
        Sound padded = Tones.joined(Tones.silence(1, 48_000), voice, Tones.silence(2, 48_000));

        assertThat(loudness(Level.even(voice))).isCloseTo(-20, Offset.offset(0.2));
        assertThat(loudness(Level.even(padded))).isCloseTo(-20, Offset.offset(0.2));
    }

    @Test
    void keepsPeaksBelowTheCeilingWithoutAJump() {
        float[] samples = Tones.noise(new Random(1), 0.1, 1, 48_000).samples();
        for (int i = 1_000; i < samples.length; i += 4_800) {
            samples[i] = 1;
            samples[i + 1] = -1;
        }

        Sound even = Level.even(new Sound(samples, 48_000));

        assertThat((double) Tones.peak(even.samples())).isLessThanOrEqualTo(Math.pow(10, -1 / 20.0) + 1e-6);
        assertThat(loudness(even)).isCloseTo(-20, Offset.offset(1.5));
    }

    @Test
    void turnsDownSmoothly() {
        // A soft tone under one loud burst of noise, so that the gain must go down and up again.
        Sound tone = Tones.sine(100, 0.2, 1, 48_000);
        float[] samples = tone.samples().clone();
        samples[24_000] = 30;

        Sound even = Level.even(new Sound(samples, 48_000));

        float[] out = even.samples();
        float steepest = 0;
        for (int i = 1; i < out.length; i++) {
            if (Math.abs(i - 24_000) > 1) {
                steepest = Math.max(steepest, Math.abs(out[i] - out[i - 1]));
            }
        }
        assertThat(steepest).isLessThan(0.003f);
    }

    @Test
    void leavesSilenceSilent() {
        Sound silence = Tones.silence(0.5, 48_000);

        assertThat(Level.even(silence)).isSameAs(silence);
        assertThat(Level.even(new Sound(new float[0], 48_000)).samples()).isEmpty();
    }

    private static double loudness(Sound sound) {
        return 10 * Math.log10(Level.loudness(sound));
    }
}
