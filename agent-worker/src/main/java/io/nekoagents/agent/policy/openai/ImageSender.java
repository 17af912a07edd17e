package io.nekoagents.agent.policy.openai;

import io.nekoagents.agent.policy.PolicyException;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.Locale;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Shrinks and encodes images for the model. */
final class ImageSender {

    private static final float JPEG_QUALITY = 0.92f;

    private final int maxEdge;
    private final OpenAiSettings.ImageFormat format;

    ImageSender(OpenAiSettings settings) {
        this.maxEdge = settings.maxEdge();
        this.format = settings.imageFormat();
    }

    SentImage of(BufferedImage image) throws PolicyException {
        double scale = Math.min(1, (double) maxEdge / Math.max(image.getWidth(), image.getHeight()));
        int width = Math.max(1, (int) Math.round(image.getWidth() * scale));
        int height = Math.max(1, (int) Math.round(image.getHeight() * scale));
        String name = format.name().toLowerCase(Locale.ROOT);
        String data = Base64.getEncoder().encodeToString(encoded(scaled(image, width, height), name));
        return new SentImage("data:image/" + name + ";base64," + data, width, height);
    }

    /** Without transparency, which JPEG has not. */
    private static BufferedImage scaled(BufferedImage image, int width, int height) {
        BufferedImage scaled = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = scaled.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.drawImage(image, 0, 0, width, height, null);
        graphics.dispose();
        return scaled;
    }

    private byte[] encoded(BufferedImage image, String name) throws PolicyException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName(name).next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 18);
        try (ImageOutputStream output = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(output);
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            if (format == OpenAiSettings.ImageFormat.JPEG) {
                parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                parameters.setCompressionQuality(JPEG_QUALITY);
            }
            writer.write(null, new IIOImage(image, null, null), parameters);
        } catch (IOException e) {
            throw new PolicyException("frame_not_encoded", "A frame could not be encoded as " + name, false, e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
