package io.nekoagents.ingest.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

final class WebhookSettingsTest {

    @Test
    void areOffAndStrictUnlessToldOtherwise() {
        WebhookSettings settings = bind(Map.of());

        assertThat(settings.on()).isFalse();
        assertThat(settings.http()).isFalse();
        assertThat(settings.networks()).isEmpty();
        assertThat(settings.attemptTimeout()).isEqualTo(Duration.ofSeconds(15));
        assertThat(settings.backoff()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.maxBackoff()).isEqualTo(Duration.ofHours(3));
        assertThat(settings.giveUpAfter()).isEqualTo(Duration.ofHours(24));
        assertThat(settings.maxInFlight()).isEqualTo(512);
        assertThat(settings.maxPerTenant()).isEqualTo(128);
        assertThat(settings.maxPerReceiver()).isEqualTo(16);
        assertThat(settings.secretOverlap()).isEqualTo(Duration.ofHours(24));
    }

    @Test
    void doNotShowTheMasterKey() {
        String key = "k".repeat(32);
        WebhookSettings settings = bind(Map.of("neko.api.webhook.master-key", key));

        assertThat(settings.on()).isTrue();
        assertThat(settings.toString()).doesNotContain(key);
    }

    @ParameterizedTest
    @CsvSource({
        "master-key, short",
        "master-key, with a space in between the two halves",
        "allowed-networks, 10.0.0.0/33",
        "allowed-networks, localhost",
        "attempt-timeout, 99ms",
        "attempt-timeout, 61s",
        "backoff, 0s",
        "backoff, 2h",
        "max-backoff, 1s",
        "max-backoff, 25h",
        "give-up-after, 999ms",
        "give-up-after, 8d",
        "max-in-flight, 0",
        "max-in-flight, 10001",
        "max-per-tenant, 0",
        "max-per-receiver, 0",
        "secret-overlap, -1s",
        "secret-overlap, 31d"
    })
    void refuseWhatDoesNotFitByName(String key, String value) {
        assertThatThrownBy(() -> bind(Map.of("neko.api.webhook." + key, value)))
                .rootCause()
                .hasMessageStartingWith("neko.api.webhook." + key);
    }

    private static WebhookSettings bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("neko.api.webhook", WebhookSettings.class);
    }
}
