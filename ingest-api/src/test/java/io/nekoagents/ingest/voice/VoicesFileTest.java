package io.nekoagents.ingest.voice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nekoagents.ingest.problem.ProblemException;
import io.nekoagents.schema.voice.SpeechParams;
import io.nekoagents.schema.voice.Voice;
import io.nekoagents.schema.voice.VoiceOrigin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

final class VoicesFileTest {

    @TempDir
    private Path folder;

    @Test
    void readsWhatIsThereAndTakesPathsFromItsOwnFolder() throws IOException {
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
    @ValueSource(strings = {"", "[]", "{", "\"x\""})
    void saysThatItIsNoSuchFile(String content) {
        assertThatThrownBy(() -> read(content))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("file of voices");
    }

    @Test
    void saysThatThereIsNone() {
        assertThatThrownBy(() -> new VoicesFile(folder.resolve("none"), JsonMapper.shared()).read("t", Instant.EPOCH))
                .isInstanceOf(ProblemException.class)
                .hasMessage("There is no file of voices");
    }

    private List<Voice> read(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("voices.json"), content);
        return new VoicesFile(file, JsonMapper.shared()).read("t", Instant.EPOCH);
    }
}
