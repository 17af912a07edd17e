package io.nekoagents.capture.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nekoagents.schema.capture.CaptureOptions;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

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
        assertThat(settings.login(null))
                .contains(new RecorderSettings.Login("ada", "hush", List.of("http://127.0.0.1:8090/")));
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
                "neko.capture.recorder.credentials.staff.password", "secret",
                "neko.capture.recorder.credentials.staff.may-enter", "https://*.staff.example/"));

        assertThat(settings.toString() + settings.credentials()).doesNotContain("hush", "secret");
        assertThat(settings.login("staff"))
                .contains(new RecorderSettings.Login("recorder", "secret", List.of("https://*.staff.example/")));
        assertThat(settings.login("nobody")).isEmpty();
    }

    @Test
    void eachPasswordIsToldToItsOwnRooms() {
        RecorderSettings settings = Bench.settings(Map.of(
                "neko.capture.recorder.rooms", "http://watched.example/",
                "neko.capture.recorder.may-enter", "http://own.example/",
                "neko.capture.recorder.credentials.staff.password", "secret",
                "neko.capture.recorder.credentials.staff.may-enter", "https://*.staff.example/,http://other.example/"));

        assertThat(List.of("http://own.example/", "http://watched.example/"))
                .allMatch(room -> settings.mayEnter(null, URI.create(room)))
                .noneMatch(room -> settings.mayEnter("staff", URI.create(room)))
                .noneMatch(room -> settings.mayEnter("nobody", URI.create(room)));
        assertThat(List.of("https://a.staff.example/", "http://other.example/7/"))
                .allMatch(room -> settings.mayEnter("staff", URI.create(room)))
                .noneMatch(room -> settings.mayEnter(null, URI.create(room)));
    }

    @Test
    void credentialsThatSayNoRoomsAreRefusedByName() {
        String staff = "neko.capture.recorder.credentials.staff.";

        assertThatThrownBy(() -> Bench.settings(Map.of(staff + "password", "secret")))
                .rootCause()
                .hasMessageContaining(staff + "may-enter");
        assertThatThrownBy(() -> Bench.settings(Map.of(staff + "password", "secret", staff + "may-enter", "nowhere")))
                .rootCause()
                .hasMessageContaining(staff + "may-enter");
    }

    @Test
    void credentialsAreReadFromTheEnvironment() {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                                Map.of(
                                        "NEKO_CAPTURE_RECORDER_CREDENTIALS_STAFF_PASSWORD", "secret",
                                        "NEKO_CAPTURE_RECORDER_CREDENTIALS_STAFF_MAYENTER", "http://a/,http://b/")));

        assertThat(Binder.get(environment)
                        .bindOrCreate("neko.capture.recorder", RecorderSettings.class)
                        .login("staff"))
                .contains(new RecorderSettings.Login("recorder", "secret", List.of("http://a/", "http://b/")));
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
