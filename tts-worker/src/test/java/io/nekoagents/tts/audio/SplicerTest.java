package io.nekoagents.tts.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.nekoagents.tts.audio.Splicer.Spliced;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class SplicerTest {

    private static final int RATE = 48_000;

    private final Splicer splicer = new Splicer();

    @Test
    void waitsByThePunctuationWhateverTheEngineWaited() {
        Sound padded =
                Tones.joined(Tones.silence(0.7, RATE), Tones.sine(300, 0.3, 0.5, RATE), Tones.silence(0.9, RATE));

        for (String text : new String[] {"Done.", "so,", "the"}) {
            Splicer splicer = new Splicer();
            Sound whole = Tones.joined(
                    splicer.add(padded, text).sound(), splicer.add(padded, text).sound(), splicer.finish());

            int pause = text.equals("Done.") ? 300 : text.equals("so,") ? 140 : 0;
            assertThat(longestSilence(trimEnd(whole))).as(text).isCloseTo(pause / 1_000.0, Offset.offset(0.03));
        }
    }

    @Test
    void jumpsNowhere() {
        Random random = new Random(5);
        Sound whole = new Sound(new float[0], RATE);
        for (int i = 0; i < 20; i++) {
            // Cut off hard at both ends, at any phase.
            Sound sound = Tones.sine(200 + random.nextInt(50), 0.5, 0.1 + random.nextDouble() / 10, RATE);
            whole = Tones.joined(
                    whole, splicer.add(sound, i % 3 == 0 ? "end." : "word").sound());
        }
        whole = Tones.joined(whole, splicer.finish());

        float[] samples = whole.samples();
        for (int i = 1; i < samples.length; i++) {
            assertThat(Math.abs(samples[i] - samples[i - 1])).as("at %d", i).isLessThan(0.035f);
        }
        assertThat(Math.abs(samples[0])).isLessThan(0.01f);
        assertThat(Math.abs(samples[samples.length - 1])).isLessThan(0.01f);
    }

    @Test
    void keepsThePowerWhereOneFadesIntoTheNext() {
        Random random = new Random(6);
        Spliced first = splicer.add(Tones.noise(random, 0.5, 1, RATE), "one");
        Spliced second = splicer.add(Tones.noise(random, 0.5, 1, RATE), "two");
        float[] samples = Tones.joined(first.sound(), second.sound()).samples();

        int seam = (int) second.at();
        double power = Tones.rms(samples, 10_000, 20_000);
        assertThat(Tones.rms(samples, seam, seam + 480)).isCloseTo(power, Offset.offset(0.1 * power));
    }

    @Test
    void saysWhereEachSegmentIs() {
        Spliced first = splicer.add(Tones.sine(300, 0.3, 0.5, RATE), "One.");
        Spliced second = splicer.add(Tones.sine(300, 0.3, 0.25, RATE), "two");
        Sound last = splicer.finish();

        assertThat(first.at()).isZero();
        assertThat(first.length()).isCloseTo(24_000 + 14_400, Offset.offset(500));
        assertThat(second.at()).isEqualTo(first.length() - 480);
        assertThat((long) first.sound().samples().length + second.sound().samples().length + last.samples().length)
                .isEqualTo(second.at() + second.length());
    }

    @Test
    void makesNothingOfSilence() {
        Spliced spliced = splicer.add(Tones.silence(1, RATE), "word");

        assertThat(spliced.sound().samples()).isEmpty();
        assertThat(splicer.finish().samples()).isEmpty();
    }

    @Test
    void goesOnAfterItHasFinished() {
        splicer.add(Tones.sine(300, 0.3, 0.5, RATE), "One.");
        splicer.finish();
        Spliced next = splicer.add(Tones.sine(300, 0.3, 0.5, RATE), "Two.");

        assertThat(next.at()).isCloseTo(24_000 + 14_400, Offset.offset(500L));
    }

    @Test
    void takesTheRoomsRateOnly() {
        assertThatIllegalArgumentException().isThrownBy(() -> splicer.add(Tones.silence(1, 16_000), "a"));
    }

    private static Sound trimEnd(Sound sound) {
        int end = sound.samples().length;
        while (end > 0 && Math.abs(sound.samples()[end - 1]) < 1e-3) {
            end--;
        }
        return new Sound(Arrays.copyOf(sound.samples(), end), sound.rate());
    }

    private static double longestSilence(Sound sound) {
        int longest = 0;
        int run = 0;
        for (float sample : sound.samples()) {
            run = Math.abs(sample) < 1e-3 ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return (double) longest / sound.rate();
    }
}
