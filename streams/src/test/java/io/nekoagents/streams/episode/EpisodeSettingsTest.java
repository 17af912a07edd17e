package io.nekoagents.streams.episode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

final class EpisodeSettingsTest {

    @Test
    void takesItsDefaults() {
        assertThat(bind(Map.of()).limits()).isEqualTo(EpisodeLimits.USUAL);
        assertThat(EpisodeLimits.USUAL)
                .isEqualTo(new EpisodeLimits(
                        Duration.ofSeconds(5),
                        Duration.ofMinutes(2),
                        Duration.ofSeconds(5),
                        Duration.ofHours(1),
                        4,
                        100_000));
    }

    @Test
    void readsEachKey() {
        assertThat(bind(Map.of(
                        "neko.streams.episodes.grace", "1s",
                        "neko.streams.episodes.idle-timeout", "2s",
                        "neko.streams.episodes.progress-interval", "3s",
                        "neko.streams.episodes.remember", "4m",
                        "neko.streams.episodes.min-frames", "5",
                        "neko.streams.episodes.max-records", "600")))
                .isEqualTo(new EpisodeSettings(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3),
                        Duration.ofMinutes(4),
                        5,
                        600));
    }

    @Test
    void refusesWhatMakesNoSenseByItsKey() {
        refused("grace", "-1s");
        refused("idle-timeout", "0s");
        refused("progress-interval", "1ms");
        refused("remember", "1s");
        refused("min-frames", "0");
        refused("max-records", "99");
    }

    private static void refused(String key, String value) {
        String name = "neko.streams.episodes." + key;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> {
                    try {
                        bind(Map.of(name, value));
                    } catch (BindException e) {
                        throw new IllegalArgumentException(rootOf(e).getMessage(), e);
                    }
                })
                .withMessageContaining(name + " must be");
    }

    private static Throwable rootOf(Throwable failure) {
        return failure.getCause() == null ? failure : rootOf(failure.getCause());
    }

    private static EpisodeSettings bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("neko.streams.episodes", EpisodeSettings.class);
    }
}
