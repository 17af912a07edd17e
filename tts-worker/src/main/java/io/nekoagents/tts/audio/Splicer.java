package io.nekoagents.tts.audio;

import java.util.Arrays;

/**
 * Joins segments into one sound while they come: an engine's silence around each is cut to what suits the punctuation at its
 * end, and each fades into the next. Not thread-safe.
 */
public final class Splicer {

    private static final int RATE = Resampler.ROOM_RATE;
    private static final int FADE = RATE / 100;
    private static final int FRAME = RATE / 200;
    /** What is softer than this is the engine's silence: -50 dB. */
    private static final double SILENCE = 1e-5;
    /** Left of it before the first and after the last sound: soft beginnings of words. */
    private static final int MARGIN = RATE / 100;

    private long given;
    /** The end of what has come, to be faded into what comes next. */
    private float[] tail = new float[0];

    /**
     * What can be played now.
     *
     * @param sound behind all that was given before
     * @param at where in the whole sound the segment begins, in samples
     * @param length of the segment with the pause behind it, in samples
     */
    public record Spliced(Sound sound, long at, int length) {}

    /**
     * @param sound of the rate that rooms are sent
     * @param text of the segment, for the pause at its end
     */
    public Spliced add(Sound sound, String text) {
        if (sound.rate() != RATE) {
            throw new IllegalArgumentException("rate must be " + RATE + ": " + sound.rate());
        }
        float[] body = trimmed(sound.samples());
        int pause = Pause.after(text) * RATE / 1_000;
        float[] next = Arrays.copyOf(body, body.length + pause);
        fadeIn(next);
        fadeOut(next, body.length);
        int overlap = Math.min(tail.length, next.length);
        float[] joined = new float[tail.length + next.length - overlap];
        System.arraycopy(tail, 0, joined, 0, tail.length);
        for (int i = 0; i < next.length; i++) {
            joined[tail.length - overlap + i] += next[i];
        }
        long at = given + tail.length - overlap;
        int kept = Math.min(FADE, joined.length);
        tail = Arrays.copyOfRange(joined, joined.length - kept, joined.length);
        float[] ready = Arrays.copyOf(joined, joined.length - kept);
        given += ready.length;
        return new Spliced(new Sound(ready, RATE), at, next.length);
    }

    /** What was held back for the next segment, now that none comes, or none soon. */
    public Sound finish() {
        float[] last = tail;
        tail = new float[0];
        given += last.length;
        return new Sound(last, RATE);
    }

    /** Sines, so that the two powers add up to one. */
    private static void fadeIn(float[] samples) {
        int length = Math.min(FADE, samples.length);
        for (int i = 0; i < length; i++) {
            samples[i] *= (float) Math.sin(Math.PI / 2 * (i + 0.5) / FADE);
        }
    }

    private static void fadeOut(float[] samples, int end) {
        int length = Math.min(FADE, end);
        for (int i = 0; i < length; i++) {
            samples[end - 1 - i] *= (float) Math.sin(Math.PI / 2 * (i + 0.5) / FADE);
        }
    }

    private static float[] trimmed(float[] samples) {
        int first = 0;
        while (first < samples.length && silent(samples, first)) {
            first += FRAME;
        }
        int last = samples.length;
        while (last > first && silent(samples, last - FRAME)) {
            last -= FRAME;
        }
        if (first >= last) {
            return new float[0];
        }
        return Arrays.copyOfRange(samples, Math.max(0, first - MARGIN), Math.min(samples.length, last + MARGIN));
    }

    private static boolean silent(float[] samples, int from) {
        double sum = 0;
        int to = Math.min(samples.length, from + FRAME);
        for (int i = Math.max(0, from); i < to; i++) {
            sum += (double) samples[i] * samples[i];
        }
        return sum / FRAME < SILENCE;
    }
}
