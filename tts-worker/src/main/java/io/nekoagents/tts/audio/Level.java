package io.nekoagents.tts.audio;

import java.util.Arrays;

/** Brings each segment to the same loudness, so that none is noticed for being louder or softer than the one before it. */
public final class Level {

    /** Of the parts in which there is a voice; 0 is the largest square wave. */
    static final double TARGET_DB = -20;
    /** No sample is above this. */
    static final double PEAK_DB = -1;

    private static final double MOST_GAIN = power(40);
    /** What is this much below the loudest part is no voice. */
    private static final double GATE = Math.pow(10, -25 / 10.0);

    private static final double SILENCE = 1e-9;

    private Level() {}

    /** The same sound if it is silent. */
    public static Sound even(Sound sound) {
        double loudness = loudness(sound);
        if (loudness <= SILENCE) {
            return sound;
        }
        double gain = Math.min(MOST_GAIN, power(TARGET_DB) / Math.sqrt(loudness));
        float[] samples = sound.samples();
        float[] even = new float[samples.length];
        for (int i = 0; i < samples.length; i++) {
            even[i] = (float) (samples[i] * gain);
        }
        limit(even, sound.rate());
        return new Sound(even, sound.rate());
    }

    private static double power(double decibels) {
        return Math.pow(10, decibels / 20);
    }

    /** Mean power over the frames that have a voice. */
    static double loudness(Sound sound) {
        int frame = sound.rate() / 50;
        float[] samples = sound.samples();
        double[] frames = new double[(samples.length + frame - 1) / frame];
        double loudest = 0;
        for (int i = 0; i < frames.length; i++) {
            int from = i * frame;
            int to = Math.min(samples.length, from + frame);
            double sum = 0;
            for (int k = from; k < to; k++) {
                sum += (double) samples[k] * samples[k];
            }
            frames[i] = sum / frame;
            loudest = Math.max(loudest, frames[i]);
        }
        double sum = 0;
        int voiced = 0;
        for (double power : frames) {
            if (power >= loudest * GATE) {
                sum += power;
                voiced++;
            }
        }
        return voiced == 0 ? 0 : sum / voiced;
    }

    /** Turns down around peaks, smoothly: the least gain that anything within 4 ms needs, averaged over as long. */
    private static void limit(float[] samples, int rate) {
        float ceiling = (float) power(PEAK_DB);
        float[] gains = new float[samples.length];
        boolean over = false;
        for (int i = 0; i < samples.length; i++) {
            float size = Math.abs(samples[i]);
            gains[i] = size > ceiling ? ceiling / size : 1;
            over |= size > ceiling;
        }
        if (!over) {
            return;
        }
        int reach = rate / 250;
        float[] least = new float[samples.length];
        Arrays.fill(least, 1);
        for (int i = 0; i < samples.length; i++) {
            if (gains[i] < 1) {
                int to = Math.min(samples.length, i + reach + 1);
                for (int k = Math.max(0, i - reach); k < to; k++) {
                    least[k] = Math.min(least[k], gains[i]);
                }
            }
        }
        double sum = 0;
        int half = reach / 2;
        for (int i = -half; i < samples.length; i++) {
            sum += at(least, i + half) - at(least, i - half - 1);
            if (i >= 0) {
                samples[i] = (float) Math.clamp(samples[i] * (sum + 2 * half + 1) / (2 * half + 1), -ceiling, ceiling);
            }
        }
    }

    /** Less one, so that beyond the ends it is nothing. */
    private static float at(float[] gains, int index) {
        return index < 0 || index >= gains.length ? 0 : gains[index] - 1;
    }
}
