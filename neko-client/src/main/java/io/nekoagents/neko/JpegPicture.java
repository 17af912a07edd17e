package io.nekoagents.neko;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** A screenshot as it came. */
final class JpegPicture implements Picture {

    private final byte[] jpeg;

    JpegPicture(byte[] jpeg) {
        this.jpeg = jpeg;
    }

    @Override
    public Pixels pixels() throws NekoException {
        BufferedImage image = decode();
        int width = image.getWidth();
        int height = image.getHeight();
        byte[] rgb = new byte[3 * width * height];
        int[] row = new int[width];
        int at = 0;
        for (int y = 0; y < height; y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (int pixel : row) {
                rgb[at] = (byte) (pixel >> 16);
                rgb[at + 1] = (byte) (pixel >> 8);
                rgb[at + 2] = (byte) pixel;
                at += 3;
            }
        }
        return new Pixels(width, height, rgb);
    }

    private BufferedImage decode() {
        try {
            // Not of the bytes' stream itself: that would make a file of it. Reading closes it.
            BufferedImage image = ImageIO.read(new MemoryCacheImageInputStream(new ByteArrayInputStream(jpeg)));
            if (image == null) {
                throw new NekoException.Protocol("the screenshot is no picture");
            }
            return image;
        } catch (IOException e) {
            throw new NekoException.Protocol("the screenshot cannot be decoded", e);
        }
    }

    @Override
    public void discard() {
        // Nothing but heap.
    }
}
