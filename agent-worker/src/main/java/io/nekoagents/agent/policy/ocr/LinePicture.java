package io.nekoagents.agent.policy.ocr;

import java.nio.FloatBuffer;

/** A box of a frame, scaled to the size that the reading network wants. */
record LinePicture(Pixels frame, Box box, int width, int height) {

    /**
     * Writes blue, green and red planes with values of -1 to 1; what is right of the picture stays 0.
     *
     * @param rowWidth values per row, at least the picture's width
     */
    void into(FloatBuffer planes, int rowWidth) {
        int plane = height * rowWidth;
        for (int y = 0; y < height; y++) {
            double fromY = Math.clamp((y + 0.5) * box.height() / height - 0.5, 0, box.height() - 1);
            for (int x = 0; x < width; x++) {
                double fromX = Math.clamp((x + 0.5) * box.width() / width - 0.5, 0, box.width() - 1);
                int at = y * rowWidth + x;
                sample(planes, at, plane, fromX, fromY);
            }
        }
    }

    private void sample(FloatBuffer planes, int at, int plane, double fromX, double fromY) {
        int left = (int) fromX;
        int top = (int) fromY;
        int x0 = box.x() + left;
        int y0 = box.y() + top;
        int x1 = Math.min(x0 + 1, box.right() - 1);
        int y1 = Math.min(y0 + 1, box.bottom() - 1);
        float across = (float) (fromX - left);
        float down = (float) (fromY - top);
        planes.put(
                at,
                mixed(frame.blue(x0, y0), frame.blue(x1, y0), frame.blue(x0, y1), frame.blue(x1, y1), across, down));
        planes.put(
                at + plane,
                mixed(
                        frame.green(x0, y0),
                        frame.green(x1, y0),
                        frame.green(x0, y1),
                        frame.green(x1, y1),
                        across,
                        down));
        planes.put(
                at + 2 * plane,
                mixed(frame.red(x0, y0), frame.red(x1, y0), frame.red(x0, y1), frame.red(x1, y1), across, down));
    }

    private static float mixed(int a, int b, int c, int d, float across, float down) {
        float upper = a + (b - a) * across;
        float lower = c + (d - c) * across;
        return (upper + (lower - upper) * down) / 127.5f - 1;
    }
}
