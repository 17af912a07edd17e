package io.nekoagents.ingest.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

final class LimitSettingsTest {

    @Test
    void limitsGenerouslyAndBelievesNoProxyUnlessToldOtherwise() {
        LimitSettings settings = bind(Map.of());
        assertThat(settings.writePerSecond()).isEqualTo(2_000);
        assertThat(settings.writeBurst()).isEqualTo(4_000);
        assertThat(settings.failedBurst()).isEqualTo(30);
        assertThat(settings.trustedProxies()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "write-per-second, -1",
        "read-per-second, 0.001",
        "stream-burst, 0",
        "failed-per-second, NaN",
        "max-callers, 1",
        "trusted-proxies, proxy.example/8",
        "trusted-proxies, 10.0.0.0/33"
    })
    void refusesWhatIsOutOfRangeByName(String key, String value) {
        assertThatThrownBy(() -> bind(Map.of("neko.api.limit." + key, value)))
                .rootCause()
                .hasMessageStartingWith("neko.api.limit." + key);
    }

    private static LimitSettings bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("neko.api.limit", LimitSettings.class);
    }
}
