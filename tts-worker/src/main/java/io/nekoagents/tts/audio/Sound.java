package io.nekoagents.tts.audio;

import java.time.Duration;

/** Sound of one channel. */
public final class Sound {

    private final float[] samples;
    private final int rate;

    /**
     * @param samples -1 to 1; not copied, and not to be changed by whoever has handed them over
     * @param rate samples a second, 8000 to 192000
     */
    public Sound(float[] samples, int rate) {
        if (rate < 8_000 || rate > 192_000) {
            throw new IllegalArgumentException("rate must be 8000 to 192000: " + rate);
        }
        this.samples = samples;
        this.rate = rate;
    }

    /** Not a copy, and not to be changed. */
    public float[] samples() {
        return samples;
    }

    public int rate() {
        return rate;
    }

    public Duration length() {
        return Duration.ofNanos(Math.round(samples.length * 1e9 / rate));
    }
}
