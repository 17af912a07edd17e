package io.nekoagents.tts.voice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.util.unit.DataSize;

final class VoiceSettingsTest {

    private static final String PREFIX = "neko.tts.voices.";

    @Test
    void runsOnALaptopUnlessToldOtherwise() {
        assertThat(bind(Map.of()))
                .isEqualTo(new VoiceSettings(
                        Path.of(".neko/voices/default/voices.json"),
                        "default",
                        "default",
                        List.of(".neko/voices/{tenant}"),
                        Path.of(".neko/tts/recordings"),
                        DataSize.ofMegabytes(512),
                        null,
                        Duration.ofSeconds(10)));
    }

    @Test
    void takesEveryKey() {
        assertThat(bind(Map.of(
                        PREFIX + "file", "/v/voices.json",
                        PREFIX + "file-tenant", "acme",
                        PREFIX + "default-voice", "mia",
                        PREFIX + "reference-places", "/v/{tenant},s3://audio/{tenant}",
                        PREFIX + "cache-folder", "/cache",
                        PREFIX + "cache-size", "1GB",
                        PREFIX + "s3-endpoint", "http://127.0.0.1:9000",
                        PREFIX + "fetch-timeout", "3s")))
                .isEqualTo(new VoiceSettings(
                        Path.of("/v/voices.json"),
                        "acme",
                        "mia",
                        List.of("/v/{tenant}", "s3://audio/{tenant}"),
                        Path.of("/cache"),
                        DataSize.ofGigabytes(1),
                        URI.create("http://127.0.0.1:9000"),
                        Duration.ofSeconds(3)));
    }

    @ParameterizedTest
    @CsvSource({
        "file-tenant, A/B",
        "default-voice, ' '",
        "reference-places, ftp://example.org/x",
        "cache-size, 1MB",
        "s3-endpoint, nowhere",
        "fetch-timeout, 1ms",
    })
    void refusesWhatIsOutOfRangeByName(String key, String value) {
        assertThatThrownBy(() -> bind(Map.of(PREFIX + key, value))).hasStackTraceContaining(PREFIX + key + " must");
    }

    @Test
    void theOriginalsVariablesCountWhereNothingElseIsSaid() {
        // When
        VoiceSettings original = of(Map.of("YAP_VOICES_DIR", "/srv/voices/", "YAP_SPK_DEFAULT", "mia"));
        VoiceSettings ours = of(Map.of(
                "YAP_VOICES_DIR",
                "/srv/voices",
                "YAP_SPK_DEFAULT",
                "mia",
                PREFIX + "default-voice",
                "tom",
                PREFIX + "reference-places",
                "/own"));

        // Then
        assertThat(original.file()).isEqualTo(Path.of("/srv/voices/voices.json"));
        assertThat(original.referencePlaces()).containsExactly("/srv/voices", ".neko/voices/{tenant}");
        assertThat(original.defaultVoice()).isEqualTo("mia");
        assertThat(ours.defaultVoice()).isEqualTo("tom");
        assertThat(ours.referencePlaces()).containsExactly("/own");
        assertThat(ours.file()).isEqualTo(Path.of("/srv/voices/voices.json"));
    }

    private static VoiceSettings of(Map<String, Object> given) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("given", given));
        new PrototypeVoiceNames().postProcessEnvironment(environment, new SpringApplication());
        return Binder.get(environment).bindOrCreate("neko.tts.voices", VoiceSettings.class);
    }

    private static VoiceSettings bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("neko.tts.voices", VoiceSettings.class);
    }
}
