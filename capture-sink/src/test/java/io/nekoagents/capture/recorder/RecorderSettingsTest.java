package io.nekoagents.capture.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nekoagents.schema.capture.CaptureOptions;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

final class RecorderSettingsTest {

    @EnableConfigurationProperties(RecorderSettings.class)
    static class Reading {}

    @Test
    void recordsAsTheOriginalDidUnlessToldOtherwise() {
        RecorderSettings settings = Bench.settings(Map.of());

        assertThat(settings.options()).isEqualTo(new CaptureOptions(2, 85, 4, 900));
        assertThat(settings.watched()).isEmpty();
        assertThat(settings.slots()).isEqualTo(8);
    }

    @Test
    void theOriginalsNamesAreHonoured() {
        RecorderSettings settings = read(Map.of(
                "NEKO_URL", "https://neko.example/room",
                "NEKO_USER", "ada",
                "NEKO_PASS", "hush",
                "CAPTURE_FPS", "1.5",
                "CAPTURE_JPEG_QUALITY", "70",
                "CAPTURE_MIN_FRAMES", "9",
                "CAPTURE_EPISODE_TIMEOUT", "60"));

        assertThat(settings.watched())
                .containsExactly(new RecorderSettings.WatchedRoom("default", URI.create("https://neko.example/room/")));
        assertThat(settings.login(null)).contains(new RecorderSettings.Login("ada", "hush"));
        assertThat(settings.options()).isEqualTo(new CaptureOptions(2, 70, 9, 60));
    }

    @Test
    void ourNamesGoBeforeThem() {
        RecorderSettings settings = read(Map.of(
                "CAPTURE_FPS", "1",
                "neko.capture.recorder.fps", "12",
                "neko.capture.recorder.timeout", "5m",
                "NEKO_URL", "http://one/",
                "neko.capture.recorder.rooms", "acme=http://two/,http://three/"));

        assertThat(settings.options().getFps()).isEqualTo(12);
        assertThat(settings.options().getTimeoutSeconds()).isEqualTo(300);
        assertThat(settings.watched())
                .extracting(RecorderSettings.WatchedRoom::tenant)
                .containsExactly("acme", "default");
    }

    @Test
    void noPasswordIsShown() {
        RecorderSettings settings = Bench.settings(Map.of(
                "neko.capture.recorder.password", "hush",
                "neko.capture.recorder.credentials.staff.password", "secret"));

        assertThat(settings.toString() + settings.credentials()).doesNotContain("hush", "secret");
        assertThat(settings.login("staff")).contains(new RecorderSettings.Login("recorder", "secret"));
        assertThat(settings.login("nobody")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "id,a b",
        "rooms,nowhere",
        "rooms,'http://a/,http://a'",
        "rooms,-=http://a/",
        "may-enter,nowhere",
        "slots,0",
        "fps,0",
        "fps,61",
        "jpeg-quality,101",
        "min-frames,0",
        "timeout,0",
        "timeout,2d",
        "patience,0s"
    })
    void whatIsNotSoundIsRefusedByName(String key, String value) {
        assertThatThrownBy(() -> Bench.settings(Map.of("neko.capture.recorder." + key, value)))
                .rootCause()
                .hasMessageContaining("neko.capture.recorder." + key);
    }

    /** As a process reads them. */
    private static RecorderSettings read(Map<String, Object> given) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("given", given));
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Reading.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .environment(environment)
                .run()) {
            return context.getBean(RecorderSettings.class);
        }
    }
}
