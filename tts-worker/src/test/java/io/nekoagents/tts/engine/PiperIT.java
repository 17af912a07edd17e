package io.nekoagents.tts.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PiperIT extends EngineContract {

    @Override
    Engine open() throws Exception {
        return open(OutsideVoices.piper());
    }

    private static Engine open(Path onnx) throws Exception {
        return Engines.open(Settings.of(Map.of("engine", "piper", "piper.voice", onnx.toString())));
    }

    @Override
    double spread() {
        return 0.3;
    }

    @Override
    int anyTexts() {
        return 15;
    }

    @Test
    void asksForPhonemesAndKeepsThePunctuation() throws Exception {
        Phonemes phonemes = new Phonemes(new Command("espeak-ng", "espeak-ng", Duration.ofSeconds(10)), "en-us");

        assertThat(phonemes.of("Hello, world! It is 3.14.")).matches("həlˈoʊ, wˈɜːld! .*fˈoːɹ\\.");
        assertThat(phonemes.of("Really?")).endsWith("?");
        assertThat(phonemes.of("...")).isEmpty();
    }

    @Test
    void numbersPhonemesBetweenPads() throws Exception {
        PiperVoice voice = PiperVoice.read(OutsideVoices.piper());

        // ^ _ a _ $, as in the voice's own table.
        assertThat(voice.numbers("a")).containsExactly(1, 0, 14, 0, 2);
        assertThat(voice.numbers("a\u4E00")).containsExactly(1, 0, 14, 0, 2);
        assertThat(voice.rate()).isEqualTo(22_050);
    }

    @Test
    void namesTheKeyOfAVoiceThatIsNone(@TempDir Path folder) throws Exception {
        Path onnx = folder.resolve("voice.onnx");
        assertThatThrownBy(() -> open(onnx))
                .hasMessageContaining("neko.tts.piper.voice")
                .hasMessageContaining("voice.onnx.json");

        Files.writeString(folder.resolve("voice.onnx.json"), "{}");
        assertThatThrownBy(() -> open(onnx)).hasMessageContaining("neko.tts.piper.voice");

        Files.copy(Path.of(OutsideVoices.piper() + ".json"), folder.resolve("other.onnx.json"));
        Files.writeString(folder.resolve("other.onnx"), "no model");
        assertThatThrownBy(() -> open(folder.resolve("other.onnx")))
                .isInstanceOf(EngineException.Unavailable.class)
                .hasMessageContaining("cannot be loaded");
    }
}
