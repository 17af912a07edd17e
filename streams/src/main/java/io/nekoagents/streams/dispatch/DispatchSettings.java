package io.nekoagents.streams.dispatch;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the dispatcher.
 *
 * @param ahead least number of tasks kept in the queue for workers to take, 1 to 10000; otherwise as many as there are
 *     slots. Whoever is not in the queue can still be overtaken by a tenant that has had less; raise it where something
 *     scales by that queue's lag alone
 * @param quota of every tenant that has none of its own
 * @param tenants quotas by tenant, e.g. {@code neko.streams.dispatch.tenants.acme.running=4}
 */
@ConfigurationProperties("neko.streams.dispatch")
public record DispatchSettings(
        @DefaultValue("1") int ahead,
        @DefaultValue TenantQuota quota,
        @DefaultValue Map<String, TenantQuota> tenants) {

    public DispatchSettings {
        if (ahead < 1 || ahead > 10_000) {
            throw new IllegalArgumentException("neko.streams.dispatch.ahead must be 1 to 10000");
        }
        tenants = Map.copyOf(tenants);
    }

    TenantQuota of(String tenant) {
        return tenants.getOrDefault(tenant, quota);
    }
}
