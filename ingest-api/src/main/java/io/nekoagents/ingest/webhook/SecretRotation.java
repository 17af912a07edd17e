package io.nekoagents.ingest.webhook;

import io.nekoagents.ingest.ApiSettings;
import io.nekoagents.ingest.access.Caller;
import io.nekoagents.ingest.command.LogWriter;
import io.nekoagents.ingest.problem.ProblemException;
import io.nekoagents.ingest.view.KnownRecords;
import io.nekoagents.schema.connect.KafkaConnection;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.webhook.WebhookSecret;
import io.nekoagents.schema.wire.SchemaRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Shows the secret that a tenant's receivers verify with, and makes the next one. */
@Component
final class SecretRotation implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SecretRotation.class);

    private final LogWriter<WebhookSecret> log;
    private final KnownRecords<WebhookSecret> known;
    private final TenantSecrets secrets;
    private final WebhookSettings settings;
    private final InstantSource clock;
    private final Duration patience;

    SecretRotation(
            KafkaConnection connection,
            SchemaRegistry registry,
            KnownRecords<WebhookSecret> known,
            TenantSecrets secrets,
            WebhookSettings settings,
            InstantSource clock,
            ApiSettings api) {
        this.log = new LogWriter<>(
                connection, registry, Topics.WEBHOOK_SECRETS, "neko-api-webhook-secrets", api.writeTimeout());
        this.known = known;
        this.secrets = secrets;
        this.settings = settings;
        this.clock = clock;
        this.patience = api.writeTimeout();
    }

    /** @param formerUntil until when the secret before signs, too; null if it does no more */
    record Current(
            String tenant,
            int generation,
            String secret,
            @Nullable Instant formerUntil) {

        /** Without the secret. */
        @Override
        public String toString() {
            return "Current[" + tenant + "/" + generation + "]";
        }
    }

    /** @throws ProblemException if webhooks are off, or it is not yet known which secret counts */
    Current current(Caller caller) {
        requireReady();
        String tenant = caller.tenant();
        int generation = secrets.generation(tenant);
        Instant until = secrets.formerUntil(tenant, clock.instant()).orElse(null);
        return new Current(tenant, generation, secrets.text(tenant, generation), until);
    }

    /**
     * Two who rotate at the same moment make the same secret.
     *
     * @param force whether the former secret may end before its time: one that leaked must sign no more
     * @throws ProblemException if webhooks are off, the former secret still signs, or it is not known to be in force in
     *     time
     */
    Current rotate(Caller caller, boolean force) throws InterruptedException {
        requireReady();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Optional<Instant> promised = secrets.formerUntil(caller.tenant(), now);
        if (promised.isPresent() && !force) {
            throw ProblemException.conflict(
                    "The former secret signs until %s; force=true ends it now".formatted(promised.get()));
        }
        int next = secrets.generation(caller.tenant()) + 1;
        long offset = log.append(
                caller.tenant(),
                new WebhookSecret(caller.tenant(), next, now, now.plus(settings.secretOverlap()), caller.subject()));
        if (!known.await(offset, patience)) {
            throw ProblemException.unavailable("It was written, but is not yet known to be in force. Look again");
        }
        LOG.atInfo()
                .addKeyValue("tenant", caller.tenant())
                .addKeyValue("generation", next)
                .addKeyValue("by", caller.subject())
                .log("Rotated a tenant's webhook secret");
        return current(caller);
    }

    private void requireReady() {
        if (!settings.on()) {
            throw ProblemException.conflict("Webhooks are off here");
        }
        if (!secrets.settled()) {
            throw ProblemException.unavailable("It is not yet known which secret counts");
        }
    }

    @Override
    public void close() {
        log.close();
    }
}
