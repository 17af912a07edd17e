package io.nekoagents.ingest.speech;

/**
 * How long a text is likely to take: 15 characters a second at rate 1, which is 150 words a minute of 5 letters and a
 * space, the pace of an audio book. Pauses are in it; voices and languages differ.
 */
final class SpeechEstimate {

    private static final double CHARACTERS_A_SECOND = 15;
    private static final double MILLIS = 1_000;

    private SpeechEstimate() {}

    /** @param rate above 0 */
    static long millis(int characters, double rate) {
        return Math.round(characters * MILLIS / (CHARACTERS_A_SECOND * rate));
    }
}
