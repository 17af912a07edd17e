package io.nekoagents.tts.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nekoagents.tts.engine.EngineSettings.EngineName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EngineSettingsTest {

    @Test
    void needsNone() {
        EngineSettings settings = Settings.of(Map.of());

        assertThat(settings.engine()).isEqualTo(EngineName.FREETTS);
        assertThat(settings.engineThreads()).isEqualTo(2);
        assertThat(settings.engineTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.espeak()).isEqualTo(new EngineSettings.Espeak("en-us", 160));
        assertThat(settings.piper()).isEqualTo(new EngineSettings.Piper(null, 0, 2));
        assertThat(settings.openai().model()).isEqualTo("tts-1");
    }

    @Test
    void takesEveryKey() {
        EngineSettings settings = Settings.of(Map.ofEntries(
                Map.entry("engine", "piper"),
                Map.entry("engine-threads", "4"),
                Map.entry("engine-timeout", "5s"),
                Map.entry("espeak.voice", "de+f2"),
                Map.entry("espeak.words-per-minute", "200"),
                Map.entry("piper.voice", "/voices/a.onnx"),
                Map.entry("piper.speaker", "3"),
                Map.entry("piper.threads", "1"),
                Map.entry("openai.base-url", "https://example.com/v1"),
                Map.entry("openai.model", "m"),
                Map.entry("openai.voice", "v"),
                Map.entry("openai.api-key", "k"),
                Map.entry("openai.format", "pcm")));

        assertThat(settings.engine()).isEqualTo(EngineName.PIPER);
        assertThat(settings.engineThreads()).isEqualTo(4);
        assertThat(settings.engineTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.espeak()).isEqualTo(new EngineSettings.Espeak("de+f2", 200));
        assertThat(settings.piper()).isEqualTo(new EngineSettings.Piper(Path.of("/voices/a.onnx"), 3, 1));
        assertThat(settings.openai().toString())
                .isEqualTo("OpenAi[baseUrl=https://example.com/v1, model=m, voice=v, apiKey=***, format=PCM]");
    }

    @ParameterizedTest
    @CsvSource({
        "engine, piper, piper.voice",
        "engine-threads, 0, engine-threads",
        "engine-timeout, 0s, engine-timeout",
        "espeak.voice, a b, espeak.voice",
        "espeak.voice, --help, espeak.voice",
        "espeak.words-per-minute, 10, espeak.words-per-minute",
        "piper.speaker, -1, piper.speaker",
        "piper.threads, 0, piper.threads",
        "openai.base-url, ftp://a, openai.base-url",
        "openai.model, ' ', openai.model",
        "openai.voice, ' ', openai.voice",
        "openai.api-key, 'a b', openai.api-key",
    })
    void namesTheKeyThatIsWrong(String key, String value, String named) {
        assertThatThrownBy(() -> Settings.of(Map.of(key, value)))
                .rootCause()
                .hasMessageStartingWith("neko.tts." + named + " must");
    }
}
