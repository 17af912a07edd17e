package io.nekoagents.capture.recorder;

import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** What is done with JPEGs here; none of it makes files. */
final class Jpeg {

    static final String MEDIA_TYPE = "image/jpeg";

    private Jpeg() {}

    /** @param quality 1 to 100 */
    static byte[] encode(BufferedImage image, int quality) {
        ImageWriter writer = ImageIO.getImageWritersByMIMEType(MEDIA_TYPE).next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 17);
        try (MemoryCacheImageOutputStream output = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionQuality(quality / 100f);
            writer.setOutput(output);
            writer.write(null, new IIOImage(image, null, null), parameters);
        } catch (IOException e) {
            throw new UncheckedIOException("Memory does not fail to be written to", e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** How large the picture is, as its head says; empty if it is no JPEG. */
    static Optional<Dimension> size(byte[] jpeg) {
        try (ImageInputStream input = new MemoryCacheImageInputStream(new ByteArrayInputStream(jpeg))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(input);
            while (readers.hasNext()) {
                ImageReader reader = readers.next();
                try {
                    if (reader.getFormatName().equalsIgnoreCase("jpeg")) {
                        reader.setInput(input);
                        return Optional.of(new Dimension(reader.getWidth(0), reader.getHeight(0)));
                    }
                } finally {
                    reader.dispose();
                }
            }
            return Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
