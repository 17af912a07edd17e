package io.nekoagents.capture.recorder;

import io.nekoagents.neko.Frame;

/**
 * Tells whether two frames of a video show the same. The pixels of a still page are never quite the same twice, for the
 * video's coder gives it more detail while nothing moves; what changes on a page changes a place of it by much.
 */
final class StillScreen {

    /** A letter of small print, or a caret, darkens or lightens a square of so many pixels a side … */
    private static final int SIDE = 8;

    /**
     * … by more than that in the mean, of 255. Measured with VP8 on the demo pages: a still one differs by 1.3 at most, a
     * grey full stop by 4, a letter by 27.
     */
    private static final int LEAST = 3;

    private static final int COLOURS = 3;

    private StillScreen() {}

    static boolean same(Frame one, Frame other) {
        if (one.width() != other.width() || one.height() != other.height()) {
            return false;
        }
        for (int y = 0; y < one.height(); y += SIDE) {
            for (int x = 0; x < one.width(); x += SIDE) {
                if (differs(one, other, x, y)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean differs(Frame one, Frame other, int left, int top) {
        int right = Math.min(left + SIDE, one.width());
        int bottom = Math.min(top + SIDE, one.height());
        long limit = (long) LEAST * COLOURS * (right - left) * (bottom - top);
        return difference(one, other, left, top) > limit;
    }

    /** Sum over the pixels and colours of one square. */
    static long difference(Frame one, Frame other, int left, int top) {
        int right = Math.min(left + SIDE, one.width());
        int bottom = Math.min(top + SIDE, one.height());
        long sum = 0;
        for (int y = top; y < bottom; y++) {
            int end = COLOURS * (y * one.width() + right);
            for (int at = COLOURS * (y * one.width() + left); at < end; at++) {
                sum += Math.abs((one.rgb()[at] & 0xff) - (other.rgb()[at] & 0xff));
            }
        }
        return sum;
    }
}
