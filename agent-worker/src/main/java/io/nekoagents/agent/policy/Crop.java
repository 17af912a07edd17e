package io.nekoagents.agent.policy;

import io.nekoagents.agent.action.Point;
import java.awt.image.BufferedImage;

/**
 * A part of a frame that is looked at more closely. Sizes and places are pixels of the frame.
 *
 * @param x left edge
 * @param y top edge
 */
public record Crop(int x, int y, int width, int height, int frameWidth, int frameHeight) {

    public Crop {
        if (width < 1 || height < 1 || x < 0 || y < 0 || x + width > frameWidth || y + height > frameHeight) {
            throw new IllegalArgumentException("a crop must lie within its frame");
        }
    }

    /** The crop of half the frame's sides with the point in its middle, or as near to it as the frame's edges allow. */
    public static Crop around(Point point, int frameWidth, int frameHeight) {
        int width = Math.max(1, frameWidth / 2);
        int height = Math.max(1, frameHeight / 2);
        int x = Math.clamp(Math.round(point.x() * frameWidth - width / 2.0), 0, frameWidth - width);
        int y = Math.clamp(Math.round(point.y() * frameHeight - height / 2.0), 0, frameHeight - height);
        return new Crop(x, y, width, height, frameWidth, frameHeight);
    }

    /** Where on the frame a point of the crop is. */
    public Point toFrame(Point inCrop) {
        return new Point((x + inCrop.x() * width) / frameWidth, (y + inCrop.y() * height) / frameHeight);
    }

    /** Where in the crop a point of the frame is; one outside lands on the nearest edge. */
    public Point toCrop(Point onFrame) {
        return Point.clamped((onFrame.x() * frameWidth - x) / width, (onFrame.y() * frameHeight - y) / height);
    }

    /** The crop's own pixels, shared with the frame. */
    public BufferedImage of(BufferedImage frame) {
        return frame.getSubimage(x, y, width, height);
    }
}
