package io.nekoagents.tts.audio;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Sounds whose truth is known, and what is measured on any. */
final class Tones {

    private Tones() {}

    static Sound sine(double hertz, double amplitude, double seconds, int rate) {
        float[] samples = new float[(int) (seconds * rate)];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) (amplitude * Math.sin(2 * Math.PI * hertz * i / rate));
        }
        return new Sound(samples, rate);
    }

    /** As a vowel is: pulses of a pitch through two resonances. */
    static Sound vowel(double hertz, double seconds, int rate) {
        float[] samples = new float[(int) (seconds * rate)];
        for (int i = 0; i < samples.length; i++) {
            double sum = 0;
            for (int k = 1; k * hertz < Math.min(4_000, rate / 2.0); k++) {
                double weight = 1 / (1 + Math.pow((k * hertz - 600) / 150, 2))
                        + 0.5 / (1 + Math.pow((k * hertz - 1_200) / 200, 2));
                sum += weight * Math.sin(2 * Math.PI * k * hertz * i / rate + k * k);
            }
            samples[i] = (float) (0.15 * sum);
        }
        return new Sound(samples, rate);
    }

    static Sound noise(Random random, double amplitude, double seconds, int rate) {
        float[] samples = new float[(int) (seconds * rate)];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) (amplitude * (2 * random.nextDouble() - 1));
        }
        return new Sound(samples, rate);
    }

    static Sound silence(double seconds, int rate) {
        return new Sound(new float[(int) (seconds * rate)], rate);
    }

    static Sound joined(Sound... sounds) {
        int length = 0;
        for (Sound sound : sounds) {
            length += sound.samples().length;
        }
        float[] samples = new float[length];
        int at = 0;
        for (Sound sound : sounds) {
            System.arraycopy(sound.samples(), 0, samples, at, sound.samples().length);
            at += sound.samples().length;
        }
        return new Sound(samples, sounds[0].rate());
    }

    static double decibels(double amplitude) {
        return 20 * Math.log10(amplitude);
    }

    static double rms(float[] samples, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += (double) samples[i] * samples[i];
        }
        return Math.sqrt(sum / (to - from));
    }

    static float peak(float[] samples) {
        float peak = 0;
        for (float sample : samples) {
            peak = Math.max(peak, Math.abs(sample));
        }
        return peak;
    }

    /** Of a sine of this pitch to all that is not it, decibels; the edges do not count. */
    static double signalToNoise(Sound sound, double hertz) {
        float[] samples = sound.samples();
        int edge = sound.rate() / 50;
        double sine = 0;
        double cosine = 0;
        int count = samples.length - 2 * edge;
        // Whole periods only, or the sum leaks.
        int whole = (int) (Math.floor(count * hertz / sound.rate()) * sound.rate() / hertz);
        for (int i = edge; i < edge + whole; i++) {
            double angle = 2 * Math.PI * hertz * i / sound.rate();
            sine += samples[i] * Math.sin(angle) * 2 / whole;
            cosine += samples[i] * Math.cos(angle) * 2 / whole;
        }
        double signal = 0;
        double noise = 0;
        for (int i = edge; i < edge + whole; i++) {
            double angle = 2 * Math.PI * hertz * i / sound.rate();
            double clean = sine * Math.sin(angle) + cosine * Math.cos(angle);
            signal += clean * clean;
            noise += (samples[i] - clean) * (samples[i] - clean);
        }
        return 10 * Math.log10(signal / noise);
    }

    /** Median pitch of the parts that have one. */
    static double pitch(Sound sound) {
        List<Double> pitches = new ArrayList<>();
        for (double at = 0; at < sound.length().toMillis() / 1_000.0; at += 0.02) {
            pitches.add(pitch(sound, at));
        }
        return median(pitches);
    }

    /** Median of the parts that have a pitch before and after, each where it is then. */
    static double pitchRatio(Sound before, Sound after) {
        double rate = (double) before.samples().length / after.samples().length;
        List<Double> ratios = new ArrayList<>();
        for (double at = 0; at < before.length().toMillis() / 1_000.0; at += 0.01) {
            ratios.add(pitch(after, at / rate) / pitch(before, at));
        }
        return median(ratios);
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream()
                .filter(value -> Double.isFinite(value) && value > 0)
                .sorted()
                .toList();
        return sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2);
    }

    /** By autocorrelation of the 50 ms from there on; 50 to 500 Hz, 0 if there is none. */
    private static double pitch(Sound sound, double at) {
        int rate = sound.rate();
        int window = rate / 20;
        int from = (int) (at * rate);
        float[] samples = sound.samples();
        if (from + 2 * window >= samples.length || rms(samples, from, from + window) < 0.02) {
            return 0;
        }
        double[] scores = new double[rate / 50 + 1];
        double best = 0;
        for (int lag = rate / 500; lag <= rate / 50; lag++) {
            scores[lag] = correlation(samples, from, window, lag);
            best = Math.max(best, scores[lag]);
        }
        return best > 0.8 ? rate / firstPeak(scores, best, rate / 500) : 0;
    }

    /** Between samples, by a parabola. */
    private static double firstPeak(double[] scores, double best, int from) {
        for (int lag = from + 1; lag < scores.length - 1; lag++) {
            if (scores[lag] > 0.93 * best && scores[lag] >= scores[lag - 1] && scores[lag] >= scores[lag + 1]) {
                double bend = scores[lag - 1] - 2 * scores[lag] + scores[lag + 1];
                return lag + (bend == 0 ? 0 : 0.5 * (scores[lag - 1] - scores[lag + 1]) / bend);
            }
        }
        return scores.length;
    }

    private static double correlation(float[] samples, int from, int window, int lag) {
        double product = 0;
        double first = 1e-12;
        double second = 1e-12;
        for (int i = from; i < from + window; i++) {
            product += samples[i] * samples[i + lag];
            first += samples[i] * samples[i];
            second += samples[i + lag] * samples[i + lag];
        }
        return product / Math.sqrt(first * second);
    }
}
