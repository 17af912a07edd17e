package io.nekoagents.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

final class EndpointSettingsTest {

    @Test
    void listensOnTheLoopbackAddressUnlessToldOtherwise() {
        assertThat(bound(Map.of())).isEqualTo(new EndpointSettings("127.0.0.1", 9464));
        assertThat(bound(Map.of("neko.streams.endpoint.address", "0.0.0.0", "neko.streams.endpoint.port", "0")))
                .isEqualTo(new EndpointSettings("0.0.0.0", 0));
    }

    @Test
    void whatMakesNoSenseIsRefusedByName() {
        assertThatThrownBy(() -> new EndpointSettings("", 0).listened())
                .hasMessageContaining("neko.streams.endpoint.address");
        assertThatThrownBy(() -> new EndpointSettings("127.0.0.1", -1).listened())
                .hasMessageContaining("neko.streams.endpoint.port");
    }

    private static EndpointSettings bound(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("neko.streams.endpoint", EndpointSettings.class);
    }
}
