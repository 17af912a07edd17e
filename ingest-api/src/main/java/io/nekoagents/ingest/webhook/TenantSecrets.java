package io.nekoagents.ingest.webhook;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.nekoagents.ingest.view.KnownRecords;
import io.nekoagents.schema.webhook.WebhookSecret;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs as Standard Webhooks asks. Each secret is made from the master key, the tenant and a generation; kept is the
 * generation alone.
 */
final class TenantSecrets {

    private static final String HMAC = "HmacSHA256";
    private static final String PURPOSE = "neko-agents/webhook/";
    private static final String TEXT_PREFIX = "whsec_";
    private static final int FIRST = 1;

    private final byte[] masterKey;
    private final KnownRecords<WebhookSecret> known;

    TenantSecrets(String masterKey, KnownRecords<WebhookSecret> known) {
        this.masterKey = masterKey.getBytes(US_ASCII);
        this.known = known;
    }

    /** Whether it is known which generations count. */
    boolean settled() {
        return known.settled();
    }

    int generation(String tenant) {
        return known.find(tenant).map(WebhookSecret::getGeneration).orElse(FIRST);
    }

    /** Until when the generation before signs, too; empty if it does no more. */
    Optional<Instant> formerUntil(String tenant, Instant now) {
        return known.find(tenant).map(WebhookSecret::getFormerUntil).filter(now::isBefore);
    }

    /** As a receiver is given it. */
    String text(String tenant, int generation) {
        return TEXT_PREFIX + Base64.getEncoder().encodeToString(secret(tenant, generation));
    }

    /**
     * The header {@code webhook-signature}: one signature for each secret that counts.
     *
     * @param seconds since 1970, as in {@code webhook-timestamp}
     * @param body the very bytes that are sent
     */
    String signatures(String tenant, String id, long seconds, byte[] body, Instant now) {
        int current = generation(tenant);
        Stream<Integer> generations =
                formerUntil(tenant, now).isPresent() ? Stream.of(current, current - 1) : Stream.of(current);
        return generations
                .map(generation -> signature(secret(tenant, generation), id, seconds, body))
                .collect(Collectors.joining(" "));
    }

    private static String signature(byte[] secret, String id, long seconds, byte[] body) {
        byte[] head = (id + "." + seconds + ".").getBytes(UTF_8);
        return "v1," + Base64.getEncoder().encodeToString(hmac(secret, head, body));
    }

    private byte[] secret(String tenant, int generation) {
        return hmac(masterKey, (PURPOSE + tenant + "/" + generation).getBytes(UTF_8));
    }

    private static byte[] hmac(byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + HMAC, e);
        }
    }
}
