package io.nekoagents.agent.policy.ocr;

import java.awt.image.BufferedImage;

/** A frame as one array of 0xRRGGBB, row by row. Not changed once made. */
final class Pixels {

    private final int[] rgb;
    private final int width;
    private final int height;

    private Pixels(int[] rgb, int width, int height) {
        this.rgb = rgb;
        this.width = width;
        this.height = height;
    }

    static Pixels of(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        int[] rgb = image.getRGB(0, 0, width, height, null, 0, width);
        return new Pixels(rgb, width, height);
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    int red(int x, int y) {
        return rgb[y * width + x] >> 16 & 0xff;
    }

    int green(int x, int y) {
        return rgb[y * width + x] >> 8 & 0xff;
    }

    int blue(int x, int y) {
        return rgb[y * width + x] & 0xff;
    }

    /** Brightness, 0 black to 255 white. */
    int luma(int x, int y) {
        int pixel = rgb[y * width + x];
        return (77 * (pixel >> 16 & 0xff) + 151 * (pixel >> 8 & 0xff) + 28 * (pixel & 0xff)) >> 8;
    }

    boolean sameSize(Pixels other) {
        return width == other.width && height == other.height;
    }

    /** How many pixels of the area differ by more than some shades of 255 in brightness. Both must be of one size. */
    int changed(Pixels other, Box area, int shades) {
        int changed = 0;
        for (int y = area.y(); y < area.bottom(); y++) {
            for (int x = area.x(); x < area.right(); x++) {
                if (rgb[y * width + x] != other.rgb[y * width + x]
                        && Math.abs(luma(x, y) - other.luma(x, y)) > shades) {
                    changed++;
                }
            }
        }
        return changed;
    }
}
