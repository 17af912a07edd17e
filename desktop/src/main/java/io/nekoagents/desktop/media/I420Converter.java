package io.nekoagents.desktop.media;

import dev.onvoid.webrtc.media.video.NativeI420Buffer;
import java.nio.ByteBuffer;

/**
 * BGRA to I420 by the integer approximation of BT.601 with limited range, chroma averaged over 2 by 2 pixels. The screen's
 * sides must be even.
 */
final class I420Converter {

    private final int width;
    private final int height;
    private final byte[] luma;
    private final byte[] blue;
    private final byte[] red;

    I420Converter(int width, int height) {
        if (width % 2 != 0 || height % 2 != 0) {
            throw new IllegalArgumentException("The screen's sides must be even, not " + width + "x" + height);
        }
        this.width = width;
        this.height = height;
        this.luma = new byte[width * height];
        this.blue = new byte[width * height / 4];
        this.red = new byte[width * height / 4];
    }

    void convert(byte[] bgra, NativeI420Buffer to) {
        for (int y = 0; y < height; y += 2) {
            convertTwoRows(bgra, y);
        }
        copy(luma, to.getDataY(), to.getStrideY(), width, height);
        copy(blue, to.getDataU(), to.getStrideU(), width / 2, height / 2);
        copy(red, to.getDataV(), to.getStrideV(), width / 2, height / 2);
    }

    private void convertTwoRows(byte[] bgra, int y) {
        int stride = 4 * width;
        for (int x = 0; x < width; x += 2) {
            int at = y * stride + 4 * x;
            int b = 0;
            int g = 0;
            int r = 0;
            for (int corner = 0; corner < 4; corner++) {
                int pixel = at + (corner & 1) * 4 + (corner >> 1) * stride;
                int blueOf = bgra[pixel] & 0xff;
                int greenOf = bgra[pixel + 1] & 0xff;
                int redOf = bgra[pixel + 2] & 0xff;
                luma[(y + (corner >> 1)) * width + x + (corner & 1)] =
                        (byte) (((66 * redOf + 129 * greenOf + 25 * blueOf + 128) >> 8) + 16);
                b += blueOf;
                g += greenOf;
                r += redOf;
            }
            int chroma = y / 2 * (width / 2) + x / 2;
            blue[chroma] = (byte) (((-38 * r - 74 * g + 112 * b + 512) >> 10) + 128);
            red[chroma] = (byte) (((112 * r - 94 * g - 18 * b + 512) >> 10) + 128);
        }
    }

    private static void copy(byte[] plane, ByteBuffer to, int stride, int width, int height) {
        for (int row = 0; row < height; row++) {
            to.put(row * stride, plane, row * width, width);
        }
    }
}
