package io.nekoagents.ingest.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A key as its holder sends it, {@code nk_<id>_<secret>}.
 *
 * @param keyId no secret
 * @param text the whole key
 */
record KeyText(String keyId, String text) {

    private static final Pattern FORM = Pattern.compile("nk_([0-9a-f]{16})_[A-Za-z0-9_-]{43}");
    private static final int ID_BYTES = 8;
    private static final int SECRET_BYTES = 32;

    static KeyText fresh(SecureRandom random) {
        byte[] id = new byte[ID_BYTES];
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(id);
        random.nextBytes(secret);
        String keyId = HexFormat.of().formatHex(id);
        return new KeyText(
                keyId,
                "nk_" + keyId + "_" + Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }

    /** Empty if the text is not of a key's form. */
    static Optional<KeyText> parse(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches() ? Optional.of(new KeyText(form.group(1), text)) : Optional.empty();
    }

    byte[] hash() {
        return hash(text);
    }

    /** The text has 256 random bits: a plain hash of it cannot be undone, and is quick to compare. */
    static byte[] hash(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /** Takes as long whatever it is compared with. */
    static boolean same(byte[] hash, byte[] other) {
        return MessageDigest.isEqual(hash, other);
    }

    /** Never the secret. */
    @Override
    public String toString() {
        return "nk_" + keyId;
    }
}
