package io.nekoagents.neko;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.onvoid.webrtc.media.video.I420Buffer;
import dev.onvoid.webrtc.media.video.VideoFrameBuffer;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class I420PictureTest {

    @ParameterizedTest
    @CsvSource({
        "16, 128, 128, 0, 0, 0",
        "235, 128, 128, 255, 255, 255",
        "81, 90, 240, 254, 0, 0",
        "145, 54, 34, 0, 255, 1",
        "41, 240, 110, 0, 0, 255",
        "126, 128, 128, 128, 128, 128"
    })
    void convertsBt601InLimitedRange(int y, int u, int v, int red, int green, int blue) {
        Picture.Pixels pixels = new I420Picture(new Plain(5, 3, y, u, v)).pixels();

        assertThat(pixels.rgb()).hasSize(5 * 3 * 3);
        for (int at = 0; at < pixels.rgb().length; at += 3) {
            assertThat(pixels.rgb()[at] & 0xff).isCloseTo(red, offset(1));
            assertThat(pixels.rgb()[at + 1] & 0xff).isCloseTo(green, offset(1));
            assertThat(pixels.rgb()[at + 2] & 0xff).isCloseTo(blue, offset(1));
        }
    }

    @Test
    void readsRowsByTheirStride() {
        // Given
        var buffer = new Plain(2, 2, 16, 128, 128);
        buffer.luma.put(Plain.PADDING + 2, (byte) 235);

        // When
        byte[] rgb = new I420Picture(buffer).pixels().rgb();

        // Then
        assertThat(rgb).startsWith(0, 0, 0, 0, 0, 0, 255, 255, 255).endsWith(0, 0, 0);
    }

    /** Of one colour, with padded rows. */
    private static final class Plain implements I420Buffer {
        static final int PADDING = 7;

        final ByteBuffer luma;
        private final int width;
        private final int height;
        private final ByteBuffer u;
        private final ByteBuffer v;

        Plain(int width, int height, int y, int u, int v) {
            this.width = width;
            this.height = height;
            this.luma = plane((width + PADDING) * height, y);
            this.u = plane((width + PADDING) * height, u);
            this.v = plane((width + PADDING) * height, v);
        }

        private static ByteBuffer plane(int size, int value) {
            ByteBuffer plane = ByteBuffer.allocateDirect(size);
            for (int at = 0; at < size; at++) {
                plane.put(at, (byte) value);
            }
            return plane;
        }

        @Override
        public ByteBuffer getDataY() {
            return luma;
        }

        @Override
        public ByteBuffer getDataU() {
            return u;
        }

        @Override
        public ByteBuffer getDataV() {
            return v;
        }

        @Override
        public int getStrideY() {
            return width + PADDING;
        }

        @Override
        public int getStrideU() {
            return width + PADDING;
        }

        @Override
        public int getStrideV() {
            return width + PADDING;
        }

        @Override
        public int getWidth() {
            return width;
        }

        @Override
        public int getHeight() {
            return height;
        }

        @Override
        public I420Buffer toI420() {
            return this;
        }

        @Override
        public VideoFrameBuffer cropAndScale(int x, int y, int w, int h, int toWidth, int toHeight) {
            throw new UnsupportedOperationException("not scaled here");
        }

        @Override
        public void retain() {}

        @Override
        public void release() {}
    }
}
