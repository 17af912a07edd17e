package io.nekoagents.capture.recorder;

import java.time.Instant;
import java.util.random.RandomGenerator;

/** Names the episodes that are begun in chat: ULIDs, which sort by the time they were made at. */
final class EpisodeIds {

    private static final char[] DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();
    private static final int BITS_A_DIGIT = 5;
    private static final int TIME_DIGITS = 10;
    private static final int RANDOM_DIGITS = 16;

    private final RandomGenerator random;

    EpisodeIds(RandomGenerator random) {
        this.random = random;
    }

    String fresh(Instant now) {
        char[] digits = new char[TIME_DIGITS + RANDOM_DIGITS];
        long time = now.toEpochMilli();
        for (int i = TIME_DIGITS - 1; i >= 0; i--) {
            digits[i] = digit(time);
            time >>>= BITS_A_DIGIT;
        }
        for (int i = TIME_DIGITS; i < digits.length; i++) {
            digits[i] = digit(random.nextLong());
        }
        return "ep_" + new String(digits);
    }

    private static char digit(long bits) {
        return DIGITS[(int) (bits & (DIGITS.length - 1))];
    }
}
