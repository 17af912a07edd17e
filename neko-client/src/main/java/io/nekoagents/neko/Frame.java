package io.nekoagents.neko;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.time.Instant;
import java.util.Objects;

/**
 * One picture of the screen. Its size may differ from the room's {@link RoomState#screen()}.
 *
 * @param sequence 1 and up, in the order received; frames nobody asked for leave gaps
 * @param receivedAt when it was decoded, or for a screenshot fetched
 * @param rgb 3 bytes per pixel, row by row from the top; shared, so not to be written to
 */
@SuppressWarnings("ArrayRecordComponent") // A copy of megabytes for each reader would buy nothing.
public record Frame(long sequence, Instant receivedAt, int width, int height, byte[] rgb) {

    private static final int[] RGB = {0, 1, 2};

    public Frame {
        Objects.requireNonNull(receivedAt, "receivedAt");
        if (rgb.length != 3L * width * height) {
            throw new IllegalArgumentException("%d bytes for %d x %d pixels".formatted(rgb.length, width, height));
        }
    }

    /** The same pixels as an image, not copied. */
    public BufferedImage toImage() {
        var colors = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_sRGB),
                false,
                false,
                ComponentColorModel.OPAQUE,
                DataBuffer.TYPE_BYTE);
        var raster = Raster.createInterleavedRaster(
                new DataBufferByte(rgb, rgb.length), width, height, 3 * width, 3, RGB, null);
        return new BufferedImage(colors, raster, false, null);
    }

    @Override
    public String toString() {
        return "Frame[%d, %s, %dx%d]".formatted(sequence, receivedAt, width, height);
    }
}
