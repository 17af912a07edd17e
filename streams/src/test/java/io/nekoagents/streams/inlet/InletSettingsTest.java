package io.nekoagents.streams.inlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nekoagents.schema.topic.Topic;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class InletSettingsTest {

    @Test
    void everyTenantHasATopic() {
        assertThat(new InletSettings(List.of("acme", "b.2")).topics())
                .extracting(Topic::name)
                .containsExactly("agent.tasks.commands.acme.v1", "agent.tasks.commands.b.2.v1");
        assertThat(new InletSettings(List.of()).topics()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"acme;acme, twice", "a b, is no tenant", "*, is no tenant", "-x, is no tenant"})
    void whatCannotBeIsRefusedByName(String tenants, String message) {
        assertThatThrownBy(() -> new InletSettings(List.of(tenants.split(";"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("neko.streams.inlet.tenants")
                .hasMessageContaining(message);
    }
}
