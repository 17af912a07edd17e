package io.nekoagents.ingest.access;

import io.nekoagents.ingest.problem.ProblemException;
import io.nekoagents.ingest.view.KnownRecords;
import io.nekoagents.schema.access.ApiKey;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Keys of the log, and the one of the settings. */
final class KeyCredentials implements Credentials {

    private final KnownRecords<ApiKey> keys;
    private final InstantSource clock;
    private final Optional<byte[]> admin;

    KeyCredentials(KnownRecords<ApiKey> keys, InstantSource clock, AccessSettings settings) {
        this.keys = keys;
        this.clock = clock;
        this.admin =
                Optional.of(settings.adminKey()).filter(key -> !key.isBlank()).map(KeyText::hash);
    }

    @Override
    public Optional<Caller> callerOf(String bearer) {
        if (admin.isPresent() && KeyText.same(admin.get(), KeyText.hash(bearer))) {
            return Optional.of(Caller.BOOTSTRAP);
        }
        return KeyText.parse(bearer).flatMap(this::holder);
    }

    private Optional<Caller> holder(KeyText shown) {
        if (!keys.settled()) {
            throw ProblemException.unavailable("It is not yet known which keys are valid");
        }
        return keys.find(shown.keyId())
                .filter(key -> KeyText.same(bytes(key), shown.hash()))
                .filter(key -> !expired(key, clock.instant()))
                .flatMap(KeyCredentials::caller);
    }

    static boolean expired(ApiKey key, Instant now) {
        Instant end = key.getExpiresAt();
        return end != null && !now.isBefore(end);
    }

    private static Optional<Caller> caller(ApiKey key) {
        return role(key)
                .filter(_ -> Caller.isTenant(key.getTenant()))
                .map(role -> new Caller("key:" + key.getKeyId(), key.getTenant(), role));
    }

    /** Empty for a role of a later release. */
    private static Optional<Role> role(ApiKey key) {
        return switch (key.getRole()) {
            case VIEWER -> Optional.of(Role.VIEWER);
            case OPERATOR -> Optional.of(Role.OPERATOR);
            case ADMIN -> Optional.of(Role.ADMIN);
            case UNKNOWN -> Optional.empty();
        };
    }

    private static byte[] bytes(ApiKey key) {
        ByteBuffer hash = key.getHash().duplicate();
        byte[] bytes = new byte[hash.remaining()];
        hash.get(bytes);
        return bytes;
    }
}
