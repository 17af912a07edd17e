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
 * @param tenants quotas by tenant, e.g. {@code NEKO_STREAMS_DISPATCH_TENANTS_ACME_RUNNING=4}
 */
@ConfigurationProperties("neko.streams.dispatch")
public record DispatchSettings(
        @DefaultValue("1") int ahead,
        @DefaultValue Quota quota,
        @DefaultValue Map<String, Quota> tenants) {

    /**
     * What one tenant may use.
     *
     * @param queued most tasks that wait for a worker at a time; 0 is no limit
     * @param running most tasks at work at a time, those about to be taken included; 0 is no limit
     * @param perDay most tasks submitted in a day of UTC; 0 is no limit
     * @param share of the workers' slots beside other tenants', 1 to 1000: one with 2 gets twice as many as one with 1
     */
    public record Quota(
            @DefaultValue("100000") int queued,
            @DefaultValue("0") int running,
            @DefaultValue("0") int perDay,
            @DefaultValue("1") int share) {

        public Quota {
            require("queued", queued >= 0, "must not be negative");
            require("running", running >= 0, "must not be negative");
            require("per-day", perDay >= 0, "must not be negative");
            require("share", share >= 1 && share <= 1_000, "must be 1 to 1000");
        }
    }

    public DispatchSettings {
        require("ahead", ahead >= 1 && ahead <= 10_000, "must be 1 to 10000");
        tenants = Map.copyOf(tenants);
    }

    Quota of(String tenant) {
        return tenants.getOrDefault(tenant, quota);
    }

    private static void require(String key, boolean sound, String rule) {
        if (!sound) {
            throw new IllegalArgumentException("neko.streams.dispatch: " + key + " " + rule);
        }
    }
}
