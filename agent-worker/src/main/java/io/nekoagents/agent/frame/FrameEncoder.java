package io.nekoagents.agent.frame;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Turns a frame into the bytes that are kept. */
final class FrameEncoder {

    private final FrameSettings.Format format;
    private final float quality;

    FrameEncoder(FrameSettings settings) {
        this.format = settings.format();
        this.quality = (float) settings.quality();
    }

    byte[] encode(BufferedImage image) {
        ImageWriter writer =
                ImageIO.getImageWritersByMIMEType(format.mediaType()).next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 17);
        try (ImageOutputStream output = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(output);
            writer.write(null, new IIOImage(image, null, null), parameters(writer));
        } catch (IOException e) {
            throw new FrameStoreException("A frame could not be encoded as " + format.mediaType(), e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private ImageWriteParam parameters(ImageWriter writer) {
        ImageWriteParam parameters = writer.getDefaultWriteParam();
        if (format == FrameSettings.Format.JPEG) {
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionQuality(quality);
        }
        return parameters;
    }
}
