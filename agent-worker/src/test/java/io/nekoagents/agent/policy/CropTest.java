package io.nekoagents.agent.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nekoagents.agent.action.Point;
import java.awt.image.BufferedImage;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

final class CropTest {

    private static final RandomGenerator RANDOM = RandomGenerator.getDefault();

    @Test
    void takesHalfTheFrameAroundThePoint() {
        Crop crop = Crop.around(new Point(0.5, 0.5), 1280, 720);

        assertThat(crop).isEqualTo(new Crop(320, 180, 640, 360, 1280, 720));
        assertThat(crop.toFrame(new Point(0.5, 0.5))).isEqualTo(new Point(0.5, 0.5));
    }

    @Test
    void staysWithinTheFrameAtItsCorners() {
        assertThat(Crop.around(new Point(1, 1), 1280, 720)).isEqualTo(new Crop(640, 360, 640, 360, 1280, 720));
        assertThat(Crop.around(new Point(0, 0), 1, 1)).isEqualTo(new Crop(0, 0, 1, 1, 1, 1));
    }

    @Test
    void putsAPointOutsideOnItsEdge() {
        Crop crop = Crop.around(new Point(0.9, 0.9), 1000, 1000);

        assertThat(crop.toCrop(new Point(0.1, 0.9))).isEqualTo(new Point(0, 0.8));
    }

    @RepeatedTest(200)
    void findsThePointAgainWhereverItIs() {
        // Given
        Point point = new Point(RANDOM.nextDouble(), RANDOM.nextDouble());
        int width = RANDOM.nextInt(2, 3000);
        int height = RANDOM.nextInt(2, 3000);

        // When
        Crop crop = Crop.around(point, width, height);
        Point back = crop.toFrame(crop.toCrop(point));

        // Then
        assertThat(back.x()).as("x of %s in %s", point, crop).isCloseTo(point.x(), within(1.0 / width));
        assertThat(back.y()).as("y of %s in %s", point, crop).isCloseTo(point.y(), within(1.0 / height));
        BufferedImage frame = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        assertThat(crop.of(frame).getWidth()).isEqualTo(width / 2);
    }
}
