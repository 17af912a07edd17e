package io.nekoagents.ingest.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * Names things of one kind.
 *
 * @param prefix of all their names
 */
public record Ids(String prefix, RandomGenerator random) {

    private static final char[] DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();
    private static final int BITS_A_DIGIT = 5;
    private static final int TIME_DIGITS = 10;
    private static final int RANDOM_DIGITS = 16;
    private static final int HASH_BYTES = 20;

    public Ids(String prefix) {
        this(prefix, new SecureRandom());
    }

    /** A ULID: names sort by the millisecond they were made in, and cannot be guessed. */
    public String fresh(Instant now) {
        char[] digits = new char[TIME_DIGITS + RANDOM_DIGITS];
        long time = now.toEpochMilli();
        for (int i = TIME_DIGITS - 1; i >= 0; i--) {
            digits[i] = digit(time);
            time >>>= BITS_A_DIGIT;
        }
        byte[] bytes = new byte[RANDOM_DIGITS];
        random.nextBytes(bytes);
        for (int i = 0; i < RANDOM_DIGITS; i++) {
            digits[TIME_DIGITS + i] = digit(bytes[i]);
        }
        return prefix + new String(digits);
    }

    /** The same name in every process for the same parts, of which none has a zero character in it. */
    public String derived(String... parts) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(String.join("\0", parts).getBytes(UTF_8));
            return prefix + HexFormat.of().formatHex(hash, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private static char digit(long bits) {
        return DIGITS[(int) (bits & (DIGITS.length - 1))];
    }
}
