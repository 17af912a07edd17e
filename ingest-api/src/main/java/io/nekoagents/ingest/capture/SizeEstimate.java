package io.nekoagents.ingest.capture;

import io.nekoagents.schema.capture.CaptureOptions;

/**
 * How large an episode becomes if it lasts until its timeout and every frame differs from the one before: frames ×
 * pixels × bits a pixel.
 *
 * <p>Bits a pixel are 0.76 × s^-0.39, where s is the factor by which JPEG's usual quantisation tables are scaled for
 * the quality: 50 / q below 50, 2 - q / 50 from there on, at least 0.02. The two constants were fitted to screenshots,
 * at 1280x720, of pages full of text, which are within a third of it for qualities of 10 to 95; pages with little on
 * them take a fifth. So it is what an episode seldom exceeds, and often is far below.
 */
final class SizeEstimate {

    private static final double BITS_AT_50 = 0.76;
    private static final double EXPONENT = -0.39;
    private static final double FINEST = 0.02;
    private static final double BITS_OF_A_MEGABYTE = 8e6;

    private SizeEstimate() {}

    /** In millions of bytes, to a tenth. */
    static double megabytes(CaptureOptions options, Screen screen) {
        double frames = (double) options.getFps() * options.getTimeoutSeconds();
        double bits = frames * screen.width() * screen.height() * bitsAPixel(options.getJpegQuality());
        return Math.round(bits / BITS_OF_A_MEGABYTE * 10) / 10.0;
    }

    static double bitsAPixel(int quality) {
        double scale = quality < 50 ? 50.0 / quality : 2 - quality / 50.0;
        return BITS_AT_50 * Math.pow(Math.max(FINEST, scale), EXPONENT);
    }
}
