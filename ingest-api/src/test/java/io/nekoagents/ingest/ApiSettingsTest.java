package io.nekoagents.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

final class ApiSettingsTest {

    @Test
    void listensOnThisMachineAloneUnlessToldOtherwise() {
        ApiSettings settings = bind(Map.of());
        assertThat(settings.address()).isEqualTo("127.0.0.1");
        assertThat(settings.port()).isEqualTo(8080);
        assertThat(settings.maxBody().toKilobytes()).isEqualTo(64);
        assertThat(settings.writeTimeout()).isEqualTo(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @CsvSource({
        "port, 65536",
        "address, ' '",
        "max-body, 2MB",
        "write-timeout, 10ms",
        "read-timeout, 2m",
        "max-streams, 0",
        "heartbeat, 1ms"
    })
    void refusesWhatIsOutOfRangeByName(String key, String value) {
        assertThatThrownBy(() -> bind(Map.of("neko.api." + key, value)))
                .rootCause()
                .hasMessageStartingWith("neko.api." + key);
    }

    private static ApiSettings bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings)).bindOrCreate("neko.api", ApiSettings.class);
    }
}
