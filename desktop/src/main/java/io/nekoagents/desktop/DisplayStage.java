package io.nekoagents.desktop;

import io.nekoagents.desktop.chromium.DevTools;
import io.nekoagents.desktop.media.InputPacket;
import io.nekoagents.desktop.room.Stage;
import io.nekoagents.desktop.x11.VirtualDisplay;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** The room's input, given to the display; touches go to the browser, for XTest has no fingers. */
final class DisplayStage implements Stage {

    private final VirtualDisplay display;
    private final int framesPerSecond;
    private final DevTools browser;

    DisplayStage(VirtualDisplay display, int framesPerSecond, DevTools browser) {
        this.display = display;
        this.framesPerSecond = framesPerSecond;
        this.browser = browser;
    }

    @Override
    public int width() {
        return display.screen().width();
    }

    @Override
    public int height() {
        return display.screen().height();
    }

    @Override
    public int framesPerSecond() {
        return framesPerSecond;
    }

    @Override
    public void move(int x, int y) {
        display.pointer().move(x, y);
    }

    @Override
    public void button(int code, boolean down) {
        display.pointer().button(code, down);
    }

    @Override
    public void scroll(int deltaX, int deltaY) {
        display.pointer().scroll(deltaX, deltaY);
    }

    @Override
    public void key(int keysym, boolean down) {
        display.keyboard().key(keysym, down);
    }

    @Override
    public void touch(InputPacket.Phase phase, int id, int x, int y) {
        switch (phase) {
            case BEGIN -> browser.touchStart(x, y);
            case UPDATE -> browser.touchMove(x, y);
            case END -> browser.touchEnd();
        }
    }

    @Override
    public String clipboard() {
        return display.clipboard().read();
    }

    @Override
    public void clipboard(String text) {
        display.clipboard().write(text);
    }

    @Override
    public byte[] jpeg(int quality) throws IOException {
        BufferedImage picture = picture();
        ImageWriter writer = ImageIO.getImageWritersByMIMEType("image/jpeg").next();
        ImageWriteParam parameters = writer.getDefaultWriteParam();
        parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setCompressionQuality(quality / 100f);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 17);
        try (ImageOutputStream output = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(output);
            writer.write(null, new IIOImage(picture, null, null), parameters);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private BufferedImage picture() {
        byte[] bgra = new byte[4 * width() * height()];
        display.screen().capture(bgra);
        BufferedImage picture = new BufferedImage(width(), height(), BufferedImage.TYPE_INT_RGB);
        int[] row = new int[width()];
        for (int y = 0; y < height(); y++) {
            for (int x = 0; x < row.length; x++) {
                int at = 4 * (y * row.length + x);
                row[x] = ((bgra[at + 2] & 0xff) << 16) | ((bgra[at + 1] & 0xff) << 8) | (bgra[at] & 0xff);
            }
            picture.setRGB(0, y, row.length, 1, row, 0, row.length);
        }
        return picture;
    }
}
