package io.nekoagents.schema.voicefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nekoagents.schema.voice.SpeechParams;
import io.nekoagents.schema.voice.Voice;
import io.nekoagents.schema.voice.VoiceOrigin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class VoicesFileTest {

    @TempDir
    private Path folder;

    @Test
    void readsWhatIsThereAndTakesPathsFromItsOwnFolder() throws Exception {
        // When
        List<Voice> voices = read("""
                {
                  "default": {"ref_audio": "default.wav", "ref_text": "This is a reference.",
                    "styles": ["calm"], "params": {"rate": 1.0, "pitch": 0}},
                  "far": {"ref_audio": "s3://audio/far.wav", "ref_text": "Far."},
                  "none": {"ref_text": "A voice has a recording."},
                  "odd": 5
                }""");

        // Then
        assertThat(voices).extracting(Voice::getVoiceId).containsExactly("default", "far");
        Voice first = voices.getFirst();
        assertThat(first.getRefAudio()).isEqualTo("file://" + folder.resolve("default.wav"));
        assertThat(first.getRefText()).isEqualTo("This is a reference.");
        assertThat(first.getStyles()).containsExactly("calm");
        assertThat(first.getParams()).isEqualTo(new SpeechParams(1.0, 0.0));
        assertThat(first.getOrigin()).isEqualTo(VoiceOrigin.FILE);
        assertThat(voices.getLast().getRefAudio()).isEqualTo("s3://audio/far.wav");
        assertThat(voices.getLast().getParams()).isEqualTo(new SpeechParams(null, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "\"x\"", "{} {}", "{\"a\": {}, \"a\": {}}", "\0"})
    void saysThatItIsNoSuchFile(String content) {
        assertThatThrownBy(() -> read(content)).isInstanceOf(VoicesFileException.class);
    }

    @Test
    void saysThatItIsTooLongOrNotText() throws IOException {
        Path file = folder.resolve("voices.json");
        Files.write(file, new byte[VoicesDocument.MOST_BYTES + 1]);
        assertThatThrownBy(() -> new VoicesFile(file).read("t", Instant.EPOCH))
                .isInstanceOf(VoicesFileException.class)
                .hasMessage("has more than 1048576 bytes");
        Files.write(file, new byte[] {'{', '"', (byte) 0xff, '"', '}'});
        assertThatThrownBy(() -> new VoicesFile(file).read("t", Instant.EPOCH))
                .isInstanceOf(VoicesFileException.class)
                .hasMessage("is not UTF-8");
    }

    @Test
    void saysThatThereIsNone() {
        assertThatThrownBy(() -> new VoicesFile(folder.resolve("none")).read("t", Instant.EPOCH))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void readsBackWhatItWrites() throws Exception {
        // Given
        List<Voice> voices = read("""
                {
                  "plain": {"params": {}},
                  "quick": {"styles": ["calm", "low"], "params": {"rate": 1.5, "pitch": -2}},
                  "mia": {"ref_audio": "s3://audio/mia.wav", "ref_sha256": "%s", "ref_text": "Grüße, \\"Mia\\"."}
                }""".formatted("0a".repeat(32)));

        // When
        String written = VoicesDocument.write(voices);

        // Then
        assertThat(voices).extracting(Voice::getVoiceId).containsExactly("plain", "quick", "mia");
        assertThat(read(written)).isEqualTo(voices);
    }

    private List<Voice> read(String content) throws IOException, VoicesFileException {
        Path file = Files.writeString(folder.resolve("voices.json"), content);
        return new VoicesFile(file).read("t", Instant.EPOCH);
    }
}
