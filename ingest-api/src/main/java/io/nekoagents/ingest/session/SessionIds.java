package io.nekoagents.ingest.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** Names sessions. */
final class SessionIds {

    private static final String PREFIX = "sess_";
    private static final int BYTES = 16;

    private final RandomGenerator random = new SecureRandom();

    /** One that nobody can guess. */
    String fresh() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return PREFIX + HexFormat.of().formatHex(bytes);
    }

    /** The same name in every process for the same tenant and key. */
    static String derived(String tenant, String idempotencyKey) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest((tenant + '\0' + idempotencyKey).getBytes(UTF_8));
            return PREFIX + HexFormat.of().formatHex(hash, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
