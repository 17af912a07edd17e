package io.nekoagents.capture.config;

import io.nekoagents.capture.LogKeys;
import io.nekoagents.capture.mds.Compression;
import io.nekoagents.capture.mds.Compressions;
import io.nekoagents.capture.store.AllowedPlaces;
import io.nekoagents.schema.capture.CaptureConfig;
import io.nekoagents.schema.rule.CaptureRules;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Each tenant's configuration as it is now. One that breaks a rule, names a place that is not allowed, or could never be
 * followed here changes nothing. Whoever makes samples of what the log has takes configurations through this, so that all
 * leave out the same. Thread-safe.
 */
public final class Configs {

    private static final Logger LOG = LoggerFactory.getLogger(Configs.class);

    private final DatasetSettings settings;
    private final AllowedPlaces allowed;
    private final Predicate<Compression> compressions;
    private final Map<String, CaptureConfig> known = new ConcurrentHashMap<>();

    public Configs(DatasetSettings settings) {
        this(settings, Compressions::areHere);
    }

    /** @param compressions there are libraries for */
    Configs(DatasetSettings settings, Predicate<Compression> compressions) {
        this.compressions = compressions;
        this.settings = settings;
        this.allowed = settings.allowed();
    }

    public CaptureConfig of(String tenant) {
        CaptureConfig told = known.get(tenant);
        return told == null ? settings.of(tenant) : told;
    }

    /** @param config null for one that was deleted */
    public void told(String tenant, @Nullable CaptureConfig config) {
        if (config == null) {
            known.remove(tenant);
            return;
        }
        String problem = problem(tenant, config);
        if (problem.isEmpty()) {
            known.put(tenant, config);
        } else {
            LOG.atWarn()
                    .addKeyValue(LogKeys.TENANT, tenant)
                    .addKeyValue(LogKeys.PROBLEM, problem)
                    .log("A configuration is refused; the one before it counts");
        }
    }

    private String problem(String tenant, CaptureConfig config) {
        var violations = CaptureRules.violations(config);
        if (!config.getTenant().equals(tenant)) {
            return "its key is not its tenant";
        }
        if (!violations.isEmpty()) {
            return violations.toString();
        }
        if (!compressions.test(Compression.parse(config.getCompression()))) {
            return "compression " + config.getCompression() + " has no library on this machine";
        }
        String remote = config.getRemoteUri();
        return remote == null
                ? ""
                : allowed.refusal(tenant, remote)
                        .map(why -> "remote_uri " + why)
                        .orElse("");
    }
}
