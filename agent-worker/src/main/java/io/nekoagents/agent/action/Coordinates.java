package io.nekoagents.agent.action;

import java.util.Locale;

/** In what a model states positions. */
public enum Coordinates {
    /** Shares of the image, 0 to 1. */
    UNIT,
    /** Thousandths of the image, 0 to 1000. */
    THOUSAND,
    /** Pixels of the image as it was sent. */
    PIXELS;

    /** How far outside a position may lie and still mean the edge, as a share of the image. */
    private static final double SLACK = 0.01;

    /** The share of an image that two stated numbers mean. */
    Point point(double x, double y, int width, int height) throws UnreadableActionException {
        double across = x / (this == PIXELS ? width : scale());
        double down = y / (this == PIXELS ? height : scale());
        if (!near(across) || !near(down)) {
            throw new UnreadableActionException("position [" + x + ", " + y + "] is outside the image if these are "
                    + name().toLowerCase(Locale.ROOT) + " coordinates");
        }
        return Point.clamped(across, down);
    }

    private double scale() {
        return this == THOUSAND ? 1000 : 1;
    }

    private static boolean near(double share) {
        return share >= -SLACK && share <= 1 + SLACK;
    }
}
