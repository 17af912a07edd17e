package io.nekoagents.capture.mds;

/** The nearest float16 of a double, rounded once: through a float, what lies near the middle of two could be rounded twice. */
final class HalfFloat {

    private HalfFloat() {}

    static short of(double value) {
        float near = (float) value;
        if (Float.isNaN(near) || Float.isInfinite(near) || near == value) {
            return Float.floatToFloat16(near);
        }
        // Towards zero and then odd: whatever is cut off below still shows which side of the middle the number is on.
        float cut = Math.abs((double) near) > Math.abs(value)
                ? Float.intBitsToFloat(Float.floatToRawIntBits(near) - 1)
                : near;
        return Float.floatToFloat16(Float.intBitsToFloat(Float.floatToRawIntBits(cut) | 1));
    }
}
