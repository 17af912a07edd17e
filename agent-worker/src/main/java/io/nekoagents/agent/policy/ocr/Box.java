package io.nekoagents.agent.policy.ocr;

import io.nekoagents.agent.action.Point;

/** An upright rectangle in pixels of a frame. */
record Box(int x, int y, int width, int height) {

    int right() {
        return x + width;
    }

    int bottom() {
        return y + height;
    }

    int centreX() {
        return x + width / 2;
    }

    int centreY() {
        return y + height / 2;
    }

    boolean contains(int px, int py) {
        return px >= x && px < right() && py >= y && py < bottom();
    }

    boolean contains(Box other) {
        return other.x >= x && other.y >= y && other.right() <= right() && other.bottom() <= bottom();
    }

    /** How many pixels the two share from left to right; negative is the gap between them. */
    int overlapAcross(Box other) {
        return Math.min(right(), other.right()) - Math.max(x, other.x);
    }

    /** How many pixels the two share from top to bottom; negative is the gap between them. */
    int overlapDown(Box other) {
        return Math.min(bottom(), other.bottom()) - Math.max(y, other.y);
    }

    /** The smallest box around both. */
    Box with(Box other) {
        int left = Math.min(x, other.x);
        int top = Math.min(y, other.y);
        return new Box(left, top, Math.max(right(), other.right()) - left, Math.max(bottom(), other.bottom()) - top);
    }

    /** Larger by some pixels on every side, cut off at the frame's edges. */
    Box grown(int by, int frameWidth, int frameHeight) {
        int left = Math.max(0, x - by);
        int top = Math.max(0, y - by);
        return new Box(
                left, top, Math.min(frameWidth, right() + by) - left, Math.min(frameHeight, bottom() + by) - top);
    }

    /** Its middle, as a share of the frame. */
    Point centre(Pixels frame) {
        return Point.clamped((x + width / 2.0) / frame.width(), (y + height / 2.0) / frame.height());
    }
}
