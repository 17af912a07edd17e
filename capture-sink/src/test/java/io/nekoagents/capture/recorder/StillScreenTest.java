package io.nekoagents.capture.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.nekoagents.neko.Frame;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.time.Instant;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class StillScreenTest {

    private final Frame page = frame(_ -> {});

    @Test
    void isTheSameAsItself() {
        assertThat(StillScreen.same(page, frame(_ -> {}))).isTrue();
    }

    @Test
    void isTheSameThoughEachPixelIsALittleOff() {
        Frame noisy = frame(_ -> {});
        Random random = new Random(3);
        for (int i = 0; i < noisy.rgb().length; i++) {
            noisy.rgb()[i] = (byte) Math.clamp((noisy.rgb()[i] & 0xff) + random.nextInt(-4, 5), 0, 255);
        }

        assertThat(StillScreen.same(page, noisy)).isTrue();
    }

    @Test
    void aCaretIsSeen() {
        assertThat(StillScreen.same(page, frame(g -> g.fillRect(101, 203, 1, 14))))
                .isFalse();
    }

    @Test
    void aFullStopIsSeen() {
        assertThat(StillScreen.same(page, frame(g -> g.fillRect(96, 200, 2, 3))))
                .isFalse();
    }

    @Test
    void aChangeAtTheVeryEdgeIsSeen() {
        assertThat(StillScreen.same(page, frame(g -> g.fillRect(316, 236, 4, 4))))
                .isFalse();
    }

    @Test
    void aScreenOfAnotherSizeIsAnother() {
        Frame other = new Frame(1, Instant.EPOCH, 8, 8, new byte[3 * 64]);

        assertThat(StillScreen.same(page, other)).isFalse();
    }

    private static Frame frame(Consumer<Graphics2D> drawn) {
        BufferedImage image = new BufferedImage(320, 240, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, 320, 240);
        graphics.setColor(Color.BLACK);
        drawn.accept(graphics);
        byte[] rgb = new byte[3 * 320 * 240];
        for (int i = 0; i < 320 * 240; i++) {
            int pixel = image.getRGB(i % 320, i / 320);
            rgb[3 * i] = (byte) (pixel >> 16);
            rgb[3 * i + 1] = (byte) (pixel >> 8);
            rgb[3 * i + 2] = (byte) pixel;
        }
        return new Frame(1, Instant.EPOCH, 320, 240, rgb);
    }
}
