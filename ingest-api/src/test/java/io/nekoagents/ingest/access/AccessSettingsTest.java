package io.nekoagents.ingest.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

final class AccessSettingsTest {

    @Test
    void letsNobodyInUnlessToldOtherwise() {
        AccessSettings settings = bind(Map.of());
        assertThat(settings.required()).isTrue();
        assertThat(settings.adminKey()).isEmpty();
        assertThat(settings.takesTokens()).isFalse();
        assertThat(settings.openMetrics()).isTrue();
    }

    @Test
    void doesNotShowTheKey() {
        String key = "k".repeat(32);
        assertThat(bind(Map.of("neko.api.access.admin-key", key)).toString()).doesNotContain(key);
    }

    @ParameterizedTest
    @CsvSource({
        "admin-key, short",
        "admin-key, with a space in between the two halves",
        "jwks-uri, http://id.example/keys",
        "jwks-uri, file:///etc/passwd",
        "issuer, ''",
        "audience, ''",
        "public-key-file, ''",
        "tenant-claim, ' '"
    })
    void refusesWhatDoesNotFitByName(String key, String value) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "neko.api.access.issuer", "https://id.example",
                "neko.api.access.audience", "neko",
                "neko.api.access.public-key-file", "key.pem"));
        if (value.isEmpty()) {
            settings.remove("neko.api.access." + key);
        } else {
            settings.put("neko.api.access." + key, value);
        }
        assertThatThrownBy(() -> bind(settings)).rootCause().hasMessageStartingWith("neko.api.access.");
    }

    private static AccessSettings bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("neko.api.access", AccessSettings.class);
    }
}
