package io.nekoagents.capture.recorder;

import io.nekoagents.schema.capture.CaptureConfig;
import io.nekoagents.schema.capture.CaptureOptions;
import io.nekoagents.schema.rule.CaptureRules;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** How each tenant's episodes are recorded where nobody says otherwise. Thread-safe. */
final class TenantOptions {

    private final CaptureOptions usual;
    private final Map<String, CaptureOptions> known = new ConcurrentHashMap<>();

    TenantOptions(CaptureOptions usual) {
        this.usual = usual;
    }

    /** @param config null for one that is forgotten; one that breaks the rules says nothing */
    void told(String tenant, @Nullable CaptureConfig config) {
        if (config == null) {
            known.remove(tenant);
        } else if (CaptureRules.violations(config).isEmpty()) {
            known.put(tenant, config.getOptions());
        }
    }

    CaptureOptions of(String tenant) {
        return known.getOrDefault(tenant, usual);
    }
}
