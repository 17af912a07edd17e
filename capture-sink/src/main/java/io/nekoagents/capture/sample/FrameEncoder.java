package io.nekoagents.capture.sample;

import io.nekoagents.schema.capture.EpisodeFrame;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Frames as JPEG. One that is JPEG already, and has nothing to be painted over, stays as it is. */
final class FrameEncoder {

    /** What a picture of a few bytes may claim to be is bounded. */
    private static final long MOST_PIXELS = 35_000_000;

    private final Redaction redaction;
    private final float quality;

    /** @param quality 1 to 100 */
    FrameEncoder(Redaction redaction, int quality) {
        this.redaction = redaction;
        this.quality = quality / 100f;
    }

    byte[] encode(EpisodeFrame frame, byte[] bytes) throws EpisodeRefusedException {
        if (isJpeg(bytes) && !redaction.changesFrames()) {
            return bytes;
        }
        try {
            BufferedImage image = opaque(decode(bytes));
            redaction.paint(image);
            return jpeg(image);
        } catch (IOException e) {
            throw new EpisodeRefusedException(
                    "frame_unreadable", "frame " + frame.getFrameId() + " is no picture: " + e.getMessage());
        }
    }

    private static boolean isJpeg(byte[] bytes) {
        return bytes.length > 2 && (bytes[0] & 0xff) == 0xff && (bytes[1] & 0xff) == 0xd8;
    }

    private static BufferedImage decode(byte[] bytes) throws IOException {
        try (ImageInputStream input = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(input);
            if (!readers.hasNext()) {
                throw new IOException("nobody knows its format");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(input);
                if ((long) reader.getWidth(0) * reader.getHeight(0) > MOST_PIXELS) {
                    throw new IOException("it has more than " + MOST_PIXELS + " pixels");
                }
                return reader.read(0);
            } finally {
                reader.dispose();
            }
        } catch (RuntimeException e) { // of the JDK's readers, which throw what they like for broken files
            throw new IOException(e.toString(), e);
        }
    }

    /** JPEG has no transparency. */
    private static BufferedImage opaque(BufferedImage image) {
        if (image.getType() == BufferedImage.TYPE_3BYTE_BGR) {
            return image;
        }
        BufferedImage copy = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D pen = copy.createGraphics();
        pen.drawImage(image, 0, 0, null);
        pen.dispose();
        return copy;
    }

    private byte[] jpeg(BufferedImage image) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 17);
        try (MemoryCacheImageOutputStream output = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionQuality(quality);
            writer.setOutput(output);
            writer.write(null, new IIOImage(image, null, null), parameters);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
