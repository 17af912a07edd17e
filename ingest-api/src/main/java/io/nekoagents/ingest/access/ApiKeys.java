package io.nekoagents.ingest.access;

import io.nekoagents.ingest.ApiSettings;
import io.nekoagents.ingest.LogKeys;
import io.nekoagents.ingest.access.KeyRequest.Wanted;
import io.nekoagents.ingest.command.LogWriter;
import io.nekoagents.ingest.problem.ProblemException;
import io.nekoagents.ingest.view.KnownRecords;
import io.nekoagents.schema.access.ApiKey;
import io.nekoagents.schema.access.ApiKeyRole;
import io.nekoagents.schema.connect.KafkaConnection;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.wire.SchemaRegistry;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Makes and revokes keys, in the log. */
@Component
final class ApiKeys implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ApiKeys.class);

    /** Every process keeps all keys in memory. */
    private static final int MOST_OF_A_TENANT = 1_000;

    private final LogWriter<ApiKey> log;
    private final KnownRecords<ApiKey> keys;
    private final InstantSource clock;
    private final Duration patience;
    private final SecureRandom random = new SecureRandom();

    ApiKeys(
            KafkaConnection connection,
            SchemaRegistry registry,
            KnownRecords<ApiKey> keys,
            InstantSource clock,
            ApiSettings settings) {
        this.log = new LogWriter<>(connection, registry, Topics.ACCESS_KEYS, "neko-api-keys", settings.writeTimeout());
        this.keys = keys;
        this.clock = clock;
        this.patience = settings.writeTimeout();
    }

    /** @param text the only time that it is known */
    record Made(ApiKey key, KeyText text) {}

    /** @throws ProblemException if the request breaks a rule, is for a tenant of others, or there are too many */
    Made make(Caller caller, KeyRequest request) throws InterruptedException {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Wanted wanted = request.wanted(now);
        String tenant = tenant(caller, wanted.tenant());
        if (of(tenant).size() >= MOST_OF_A_TENANT) {
            throw ProblemException.conflict("The tenant has as many keys as it may; revoke one");
        }
        KeyText text = KeyText.fresh(random);
        ApiKey key = ApiKey.newBuilder()
                .setKeyId(text.keyId())
                .setTenant(tenant)
                .setRole(role(wanted.role()))
                .setName(wanted.name())
                .setHash(ByteBuffer.wrap(text.hash()))
                .setCreatedAt(now)
                .setExpiresAt(wanted.expiresAt())
                .setCreatedBy(caller.subject())
                .build();
        write(text.keyId(), key);
        said("Made a key", caller, key);
        return new Made(key, text);
    }

    /** @throws ProblemException if it is the keys of a tenant of others that are asked for */
    List<ApiKey> list(Caller caller, @Nullable String tenant) {
        return of(tenant(caller, Optional.ofNullable(tenant)));
    }

    /** @throws ProblemException if there is no such key of the caller's tenant */
    void revoke(Caller caller, String keyId) throws InterruptedException {
        ApiKey key = keys.find(keyId)
                .filter(each -> caller.servesEveryTenant() || each.getTenant().equals(caller.tenant()))
                .orElseThrow(() -> ProblemException.missing("There is no key " + keyId));
        write(keyId, null);
        said("Revoked a key", caller, key);
    }

    /** Oldest first; expired ones too. */
    private List<ApiKey> of(String tenant) {
        return keys.all()
                .filter(key -> key.getTenant().equals(tenant))
                .sorted(Comparator.comparing(ApiKey::getCreatedAt).thenComparing(ApiKey::getKeyId))
                .toList();
    }

    private static String tenant(Caller caller, Optional<String> named) {
        return named.filter(other -> !other.equals(caller.tenant()))
                .map(other -> {
                    if (!caller.servesEveryTenant()) {
                        throw ProblemException.forbidden("The keys of other tenants are not yours");
                    }
                    return other;
                })
                .orElse(caller.tenant());
    }

    /** Once this returns, this process goes by it; the others do as soon as they have read it. */
    private void write(String keyId, @Nullable ApiKey key) throws InterruptedException {
        long offset = log.append(keyId, key);
        if (!keys.await(offset, patience)) {
            throw ProblemException.unavailable("It was written, but is not yet known to be in force. Look again");
        }
    }

    private static void said(String what, Caller by, ApiKey key) {
        LOG.atInfo()
                .addKeyValue(LogKeys.KEY_ID, key.getKeyId())
                .addKeyValue(LogKeys.TENANT, key.getTenant())
                .addKeyValue(LogKeys.ROLE, key.getRole())
                .addKeyValue(LogKeys.BY, by.subject())
                .log(what);
    }

    private static ApiKeyRole role(Role role) {
        return switch (role) {
            case VIEWER -> ApiKeyRole.VIEWER;
            case OPERATOR -> ApiKeyRole.OPERATOR;
            case ADMIN -> ApiKeyRole.ADMIN;
        };
    }

    @Override
    public void close() {
        log.close();
    }
}
