package io.nekoagents.neko;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ScreenshotsTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private FakeNeko neko;

    @BeforeEach
    void open() throws Exception {
        neko = new FakeNeko();
    }

    @AfterEach
    void close() throws Exception {
        neko.close();
    }

    private NekoSettings settings() {
        return neko.settings(Video.SCREENSHOTS).withScreenshotInterval(Duration.ofMillis(50));
    }

    @Test
    void makesFramesOfScreenshots() throws Exception {
        // Given
        neko.images.put("shot.jpg", jpeg(Color.RED));

        try (NekoRoom room = NekoRoom.connect(settings())) {
            Frame first = room.frames().latest().orElseThrow();

            // When
            neko.images.put("shot.jpg", jpeg(Color.BLUE));
            Frame later = room.frames().awaitNewerThan(first.sequence() + 3, SOON);

            // Then
            assertThat(first.rgb()[0] & 0xff).as("red").isGreaterThan(240);
            assertThat(later.rgb()[2] & 0xff).as("blue").isGreaterThan(240);
            assertThat(later.width()).isEqualTo(64);
            assertThat(room.screenshot()).isEqualTo(jpeg(Color.BLUE));
        }
    }

    @Test
    void takesTheScreencastWhereShotsAreForAdmins() throws Exception {
        neko.images.put("cast.jpg", jpeg(Color.GREEN));

        try (NekoRoom room = NekoRoom.connect(settings())) {
            assertThat(room.frames().latest().orElseThrow().rgb()[1] & 0xff).isGreaterThan(240);
        }
    }

    @Test
    void refusesARoomThatShowsUsNothing() {
        assertThatThrownBy(() -> NekoRoom.connect(settings()))
                .isInstanceOf(NekoException.NoControl.class)
                .hasMessageContaining("screenshot");
    }

    private static byte[] jpeg(Color color) throws IOException {
        var image = new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        graphics.setColor(color);
        graphics.fillRect(0, 0, 64, 48);
        graphics.dispose();
        var out = new ByteArrayOutputStream();
        ImageIO.write(image, "jpg", out);
        return out.toByteArray();
    }
}
