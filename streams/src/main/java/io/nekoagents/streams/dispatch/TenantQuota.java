package io.nekoagents.streams.dispatch;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What one tenant may use.
 *
 * @param queued most tasks that wait for a worker at a time; 0 is no limit
 * @param running most tasks at work at a time, those about to be taken included; 0 is no limit
 * @param perDay most tasks submitted in a day of UTC; 0 is no limit
 * @param share of the workers' slots beside other tenants', 1 to 1000: one with 2 gets twice as many as one with 1
 */
public record TenantQuota(
        @DefaultValue("100000") int queued,
        @DefaultValue("0") int running,
        @DefaultValue("0") int perDay,
        @DefaultValue("1") int share) {

    public TenantQuota {
        require("queued", queued >= 0, "must not be negative");
        require("running", running >= 0, "must not be negative");
        require("per-day", perDay >= 0, "must not be negative");
        require("share", share >= 1 && share <= 1_000, "must be 1 to 1000");
    }

    private static void require(String key, boolean sound, String rule) {
        if (!sound) {
            throw new IllegalArgumentException("neko.streams.dispatch quota " + key + " " + rule);
        }
    }
}
