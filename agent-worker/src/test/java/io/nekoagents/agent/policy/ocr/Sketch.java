package io.nekoagents.agent.policy.ocr;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/** Draws what a page could look like, 1280×720. */
final class Sketch {

    private final BufferedImage image = new BufferedImage(1280, 720, BufferedImage.TYPE_3BYTE_BGR);
    private final Graphics2D pen = image.createGraphics();
    private Color ink = Color.BLACK;
    private Font font = new Font("DejaVu Sans", Font.PLAIN, 16);

    Sketch() {
        this(Color.WHITE);
    }

    Sketch(Color paper) {
        pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        pen.setColor(paper);
        pen.fillRect(0, 0, 1280, 720);
    }

    Sketch font(String name, int size) {
        font = new Font(name, Font.PLAIN, size);
        return this;
    }

    Sketch ink(Color color) {
        ink = color;
        return this;
    }

    /** Text with its baseline at y. */
    Sketch text(String text, int x, int y) {
        pen.setFont(font);
        pen.setColor(ink);
        pen.drawString(text, x, y);
        return this;
    }

    /** An empty field with a thin border. */
    Sketch field(int x, int y, int width, int height) {
        pen.setColor(Color.WHITE);
        pen.fillRect(x, y, width, height);
        pen.setColor(new Color(0xaaaaaa));
        pen.drawRect(x, y, width - 1, height - 1);
        return this;
    }

    /** A filled button with white letters. */
    Sketch button(String text, int x, int y, int width, int height) {
        pen.setColor(new Color(0x0a66c2));
        pen.fillRoundRect(x, y, width, height, 8, 8);
        return ink(Color.WHITE).text(text, x + 16, y + height / 2 + 6).ink(Color.BLACK);
    }

    BufferedImage image() {
        return image;
    }
}
