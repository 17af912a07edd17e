package io.nekoagents.agent.action;

/**
 * A place on the screen.
 *
 * @param x 0 left edge to 1 right edge
 * @param y 0 top edge to 1 bottom edge
 */
public record Point(double x, double y) {

    public Point {
        // Written so that NaN is refused, too.
        if (!(x >= 0 && x <= 1 && y >= 0 && y <= 1)) {
            throw new IllegalArgumentException("A point must be within 0 and 1, not (" + x + ", " + y + ")");
        }
    }

    /** The nearest point of the screen. */
    public static Point clamped(double x, double y) {
        return new Point(Math.clamp(x, 0, 1), Math.clamp(y, 0, 1));
    }
}
