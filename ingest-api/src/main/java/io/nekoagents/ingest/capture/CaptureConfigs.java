package io.nekoagents.ingest.capture;

import io.nekoagents.ingest.ApiSettings;
import io.nekoagents.ingest.access.Caller;
import io.nekoagents.ingest.command.LogWriter;
import io.nekoagents.ingest.problem.ProblemException;
import io.nekoagents.ingest.view.KnownRecords;
import io.nekoagents.schema.capture.CaptureConfig;
import io.nekoagents.schema.connect.KafkaConnection;
import io.nekoagents.schema.rule.CaptureRules;
import io.nekoagents.schema.rule.Violation;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.wire.SchemaRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** How each tenant's episodes are kept: state in the log. */
@Component
final class CaptureConfigs implements AutoCloseable {

    private final KnownRecords<CaptureConfig> known;
    private final CaptureSettings settings;
    private final LogWriter<CaptureConfig> log;
    private final Duration patience;

    CaptureConfigs(
            KnownRecords<CaptureConfig> known,
            CaptureSettings settings,
            KafkaConnection connection,
            SchemaRegistry registry,
            ApiSettings api) {
        this.known = known;
        this.settings = settings;
        this.patience = api.writeTimeout();
        this.log = new LogWriter<>(
                connection, registry, Topics.CAPTURE_CONFIG, "neko-api-capture-config", api.writeTimeout());
    }

    /**
     * What a tenant has that never said anything is what the schema says.
     *
     * @throws ProblemException 503, if the log was not read yet
     */
    CaptureConfig of(String tenant) {
        if (!known.settled()) {
            throw ProblemException.unavailable("It is not yet known how episodes are kept");
        }
        return known.find(tenant)
                .orElseGet(() -> CaptureConfig.newBuilder()
                        .setTenant(tenant)
                        .setUpdatedAt(Instant.EPOCH)
                        .build());
    }

    /** @throws ProblemException if it breaks a rule, or the log cannot be written */
    void put(Caller caller, CaptureConfig config) throws InterruptedException {
        List<Violation> violations = new ArrayList<>(CaptureRules.violations(config));
        String remote = config.getRemoteUri();
        if (remote != null) {
            settings.places()
                    .refusal(caller.tenant(), remote)
                    .ifPresent(rule -> violations.add(new Violation("remote_uri", rule)));
        }
        if (!violations.isEmpty()) {
            throw ProblemException.invalid(violations);
        }
        known.await(log.append(caller.tenant(), config), patience);
    }

    @Override
    public void close() {
        log.close();
    }
}
