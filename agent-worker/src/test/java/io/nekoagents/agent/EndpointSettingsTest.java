package io.nekoagents.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

final class EndpointSettingsTest {

    @Test
    void listensOnTheLoopbackAddressUnlessToldOtherwise() {
        assertThat(bound(Map.of())).isEqualTo(new EndpointSettings("127.0.0.1", 9465));
        assertThat(bound(Map.of("neko.agent.endpoint.address", "0.0.0.0", "neko.agent.endpoint.port", "0")))
                .isEqualTo(new EndpointSettings("0.0.0.0", 0));
    }

    @Test
    void whatMakesNoSenseIsRefusedByName() {
        assertThatThrownBy(() -> new EndpointSettings("", 0).listened())
                .hasMessageContaining("neko.agent.endpoint.address");
        assertThatThrownBy(() -> new EndpointSettings("127.0.0.1", -1).listened())
                .hasMessageContaining("neko.agent.endpoint.port");
    }

    private static EndpointSettings bound(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("neko.agent.endpoint", EndpointSettings.class);
    }
}
