package io.nekoagents.agent.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

final class RoomSettingsTest {

    @Test
    void credentialsAreFoundByTheirName() {
        RoomSettings settings = bind(Map.of(
                "neko.agent.room.username", "agent",
                "neko.agent.room.password", "own",
                "neko.agent.room.credentials.staff.username", "ada",
                "neko.agent.room.credentials.staff.password", "secret"));

        assertThat(settings.login(Optional.empty())).contains(new RoomSettings.Login("agent", "own"));
        assertThat(settings.login(Optional.of("staff"))).contains(new RoomSettings.Login("ada", "secret"));
        assertThat(settings.login(Optional.of("nobody"))).isEmpty();
    }

    @Test
    void noPasswordIsShown() {
        RoomSettings settings = bind(Map.of("neko.agent.room.credentials.staff.password", "hush"));

        assertThat(settings.toString() + settings.credentials()).doesNotContain("hush", "admin");
    }

    @Test
    void looksAfterEachRoomEveryFiveSecondsUnlessToldOtherwise() {
        assertThat(bind(Map.of()).checkEvery()).isEqualTo(Duration.ofSeconds(5));
        assertThatThrownBy(() -> bind(Map.of("neko.agent.room.check-every", "1ms")))
                .rootCause()
                .hasMessageContaining("neko.agent.room.check-every");
    }

    private static RoomSettings bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(new HashMap<>(settings)))
                .bindOrCreate("neko.agent.room", RoomSettings.class);
    }
}
