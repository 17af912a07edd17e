package io.nekoagents.ingest.webhook;

import io.nekoagents.ingest.limit.Network;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How clients are told of their tasks.
 *
 * @param masterKey what the signing secret of every tenant is made from, 32 to 512 visible ASCII characters and the
 *     same for all processes; empty for no webhooks, and a callback_url is then refused
 * @param http whether a callback_url may be http, too
 * @param allowedNetworks networks, as 10.0.0.0/8, that webhooks may reach though they are not public
 * @param attemptTimeout longest one attempt may take, 100 ms to 60 s
 * @param backoff longest wait before the second attempt, 1 ms to 1 h; it doubles with each further one, and how much of
 *     it is waited is random
 * @param maxBackoff longest wait before any attempt, that of a Retry-After included; backoff to 24 h
 * @param giveUpAfter how long after the first attempt a further one may be made, and the first one after what it
 *     tells happened; 1 s to 7 days
 * @param maxInFlight attempts at a time, 1 to 10000
 * @param maxPerTenant of them of one tenant, at least 1
 * @param maxPerReceiver of those to one receiver, at least 1
 * @param secretOverlap how long a secret signs on, beside its successor, after it was rotated; 0 to 30 days
 */
@ConfigurationProperties("neko.api.webhook")
record WebhookSettings(
        @DefaultValue("") String masterKey,
        @DefaultValue("false") boolean http,
        @DefaultValue List<String> allowedNetworks,
        @DefaultValue("15s") Duration attemptTimeout,
        @DefaultValue("5s") Duration backoff,
        @DefaultValue("3h") Duration maxBackoff,
        @DefaultValue("24h") Duration giveUpAfter,
        @DefaultValue("512") int maxInFlight,
        @DefaultValue("128") int maxPerTenant,
        @DefaultValue("16") int maxPerReceiver,
        @DefaultValue("24h") Duration secretOverlap) {

    private static final long HOUR = 3_600_000;

    WebhookSettings {
        allowedNetworks = List.copyOf(allowedNetworks);
        boolean key = masterKey.isEmpty() || masterKey.matches("[\\x21-\\x7E]{32,512}");
        require("master-key", key, "must be 32 to 512 visible ASCII characters");
        require("attempt-timeout", within(attemptTimeout, 100, 60_000), "must be 100ms to 60s");
        require("backoff", within(backoff, 1, HOUR), "must be 1ms to 1h");
        require("max-backoff", within(maxBackoff, backoff.toMillis(), 24 * HOUR), "must be backoff to 24h");
        require("give-up-after", within(giveUpAfter, 1_000, 168 * HOUR), "must be 1s to 7d");
        require("max-in-flight", maxInFlight >= 1 && maxInFlight <= 10_000, "must be 1 to 10000");
        require("max-per-tenant", maxPerTenant >= 1, "must be at least 1");
        require("max-per-receiver", maxPerReceiver >= 1, "must be at least 1");
        require("secret-overlap", within(secretOverlap, 0, 720 * HOUR), "must be 0s to 30d");
        for (String network : allowedNetworks) {
            require("allowed-networks", Network.parse(network).isPresent(), "must be networks such as 10.0.0.0/8");
        }
    }

    boolean on() {
        return !masterKey.isEmpty();
    }

    List<Network> networks() {
        return allowedNetworks.stream()
                .map(Network::parse)
                .flatMap(Optional::stream)
                .toList();
    }

    private static boolean within(Duration value, long leastMillis, long mostMillis) {
        return value.toMillis() >= leastMillis && value.toMillis() <= mostMillis;
    }

    private static void require(String key, boolean sound, String rule) {
        if (!sound) {
            throw new IllegalArgumentException("neko.api.webhook." + key + " " + rule);
        }
    }

    /** Without the key: settings are easily logged. */
    @Override
    public String toString() {
        return "WebhookSettings[on=" + on() + ", http=" + http + ", allowedNetworks=" + allowedNetworks + "]";
    }
}
