package io.nekoagents.ingest.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nekoagents.schema.capture.CaptureOptions;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SizeEstimateTest {

    private static final Screen HD = new Screen(1280, 720);

    /** Measured: the mean of four screenshots of pages full of text, 1280x720. */
    @ParameterizedTest
    @CsvSource({"10, 0.36", "30, 0.60", "50, 0.76", "70, 0.95", "85, 1.25", "95, 1.86"})
    void isCloseToWhatWasMeasured(int quality, double bits) {
        assertThat(SizeEstimate.bitsAPixel(quality)).isCloseTo(bits, within(bits * 0.15));
    }

    @Test
    void followsTheFormula() {
        assertThat(SizeEstimate.megabytes(new CaptureOptions(2, 50, 4, 900), HD))
                .as("1800 frames of 921600 pixels of 0.76 bits")
                .isEqualTo(157.6);
    }

    @Test
    void growsWithEachOfItsParts() {
        double usual = SizeEstimate.megabytes(new CaptureOptions(2, 85, 4, 900), HD);

        assertThat(SizeEstimate.megabytes(new CaptureOptions(4, 85, 4, 900), HD))
                .isCloseTo(2 * usual, within(0.1));
        assertThat(SizeEstimate.megabytes(new CaptureOptions(2, 85, 4, 1_800), HD))
                .isCloseTo(2 * usual, within(0.1));
        assertThat(SizeEstimate.megabytes(new CaptureOptions(2, 85, 4, 900), new Screen(2560, 720)))
                .isCloseTo(2 * usual, within(0.1));
        assertThat(IntStream.rangeClosed(1, 100).mapToObj(SizeEstimate::bitsAPixel))
                .isSorted();
    }
}
