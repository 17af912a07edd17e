package io.nekoagents.tts.audio;

import java.util.SplittableRandom;

/** Samples to 16 bit, with the noise that keeps soft sounds from being rounded to tones; silence stays silence. Not thread-safe. */
public final class Quantizer {

    private final SplittableRandom random = new SplittableRandom();

    /** Writes {@code length} samples from {@code from} on, little-endian, to the beginning of {@code bytes}. */
    public void quantize(float[] samples, int from, int length, byte[] bytes) {
        for (int i = 0; i < length; i++) {
            int value = quantized(samples[from + i]);
            bytes[2 * i] = (byte) value;
            bytes[2 * i + 1] = (byte) (value >> 8);
        }
    }

    /** The same as numbers. */
    public short[] quantize(float[] samples) {
        short[] quantized = new short[samples.length];
        for (int i = 0; i < samples.length; i++) {
            quantized[i] = (short) quantized(samples[i]);
        }
        return quantized;
    }

    private int quantized(float sample) {
        if (sample == 0 || Float.isNaN(sample)) {
            return 0;
        }
        double noise = random.nextDouble(-1, 0) + random.nextDouble();
        return Math.clamp(Math.round(sample * 32_767.0 + noise), Short.MIN_VALUE, Short.MAX_VALUE);
    }
}
