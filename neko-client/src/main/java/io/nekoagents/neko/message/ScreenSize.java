package io.nekoagents.neko.message;

/**
 * The size of the room's screen; all input coordinates are pixels of it, whatever the size of the video.
 *
 * @param width pixels
 * @param height pixels
 * @param rate frames per second
 */
public record ScreenSize(int width, int height, int rate) {

    /** A room whose display is not up reports zeros. */
    public boolean isKnown() {
        return width > 0 && height > 0;
    }

    public boolean contains(int x, int y) {
        return x >= 0 && y >= 0 && x < width && y < height;
    }

    /** The column of a position in [0,1], always on the screen. */
    public int column(double normalised) {
        return place(normalised, width);
    }

    /** The row of a position in [0,1], always on the screen. */
    public int row(double normalised) {
        return place(normalised, height);
    }

    private static int place(double normalised, int extent) {
        return Math.clamp((long) Math.floor(normalised * extent), 0, extent - 1);
    }
}
