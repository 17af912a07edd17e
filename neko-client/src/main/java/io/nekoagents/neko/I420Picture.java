package io.nekoagents.neko;

import dev.onvoid.webrtc.media.video.I420Buffer;
import java.nio.ByteBuffer;

/**
 * A decoded video frame in native memory. Colours are BT.601 in limited range, as VP8 and Neko's pipelines have them.
 */
record I420Picture(I420Buffer buffer) implements Picture {

    // Coefficients times 2^16.
    private static final int LUMA = 76_309;
    private static final int RED_V = 104_597;
    private static final int GREEN_U = 25_675;
    private static final int GREEN_V = 53_279;
    private static final int BLUE_U = 132_201;
    private static final int HALF = 1 << 15;

    @Override
    public Pixels pixels() {
        int width = buffer.getWidth();
        int height = buffer.getHeight();
        int chromaWidth = (width + 1) / 2;
        byte[] rgb = new byte[3 * width * height];
        byte[] y = new byte[width];
        byte[] u = new byte[chromaWidth];
        byte[] v = new byte[chromaWidth];
        ByteBuffer luma = buffer.getDataY();
        for (int row = 0; row < height; row++) {
            luma.get(row * buffer.getStrideY(), y);
            if (row % 2 == 0) {
                buffer.getDataU().get(row / 2 * buffer.getStrideU(), u);
                buffer.getDataV().get(row / 2 * buffer.getStrideV(), v);
            }
            convertRow(y, u, v, rgb, 3 * width * row);
        }
        return new Pixels(width, height, rgb);
    }

    private static void convertRow(byte[] y, byte[] u, byte[] v, byte[] rgb, int start) {
        int at = start;
        for (int column = 0; column < y.length; column++) {
            int blueness = (u[column >> 1] & 0xff) - 128;
            int redness = (v[column >> 1] & 0xff) - 128;
            int luma = LUMA * ((y[column] & 0xff) - 16) + HALF;
            rgb[at] = clamp(luma + RED_V * redness);
            rgb[at + 1] = clamp(luma - GREEN_V * redness - GREEN_U * blueness);
            rgb[at + 2] = clamp(luma + BLUE_U * blueness);
            at += 3;
        }
    }

    private static byte clamp(int scaled) {
        return (byte) Math.max(0, Math.min(255, scaled >> 16));
    }

    @Override
    public void discard() {
        buffer.release();
    }
}
