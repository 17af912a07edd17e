package io.nekoagents.tts.voice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nekoagents.schema.voice.Voice;
import io.nekoagents.tts.engine.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReferencesTest {

    private static final byte[] WAV = Voices.wav(2);

    @TempDir
    private Path folder;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicInteger reads = new AtomicInteger();
    private RecordingStore store = (_, _) -> Optional.of(WAV);
    private References references;

    @BeforeEach
    void open() throws IOException {
        references = references();
    }

    private References references() throws IOException {
        return new References(
                ReferencePlaces.of(List.of("s3://audio/{tenant}")),
                (place, most) -> {
                    reads.incrementAndGet();
                    return store.read(place, most);
                },
                RecordingCache.open(folder, 1 << 20),
                meters);
    }

    private static Voice.Builder mia() {
        return Voices.voice("acme", "mia")
                .setRefAudio("s3://audio/acme/mia.wav")
                .setRefText("This is Mia.");
    }

    @Test
    void fetchesARecordingOnceAndTellsWhatIsSaidInIt() throws Exception {
        // When
        Reference first = references.of(mia().build()).orElseThrow();
        Reference second = references.of(mia().build()).orElseThrow();

        // Then
        assertThat(Files.readAllBytes(first.audio())).isEqualTo(WAV);
        assertThat(first.text()).isEqualTo("This is Mia.");
        assertThat(first.audio().getFileName()).hasToString(first.sha256() + ".wav");
        assertThat(second).isEqualTo(first);
        assertThat(reads).hasValue(1);
        assertThat(count("fetched")).isEqualTo(1);
        assertThat(count("cached")).isEqualTo(1);
    }

    @Test
    void looksAnewOnceTheVoiceHasChanged() throws Exception {
        // Given
        String before = references.of(mia().build()).orElseThrow().sha256();
        store = (_, _) -> Optional.of(Voices.wav(3));

        // When
        Reference after = references
                .of(mia().setUpdatedAt(Voices.NOON.plusSeconds(1)).build())
                .orElseThrow();

        // Then
        assertThat(after.sha256()).isNotEqualTo(before);
        assertThat(reads).hasValue(2);
    }

    @Test
    void knowsAfterARestartWhatTheVoiceNamesByItsHash() throws Exception {
        // Given
        Reference before = references.of(mia().build()).orElseThrow();

        // When
        Reference after =
                references().of(mia().setRefSha256(before.sha256()).build()).orElseThrow();

        // Then
        assertThat(after).isEqualTo(before);
        assertThat(reads).hasValue(1);
    }

    @Test
    void fetchesAnewWhatWentFromTheCache() throws Exception {
        // Given
        Files.delete(references.of(mia().build()).orElseThrow().audio());

        // Then
        assertThat(references.of(mia().build()).orElseThrow().audio()).exists();
        assertThat(reads).hasValue(2);
    }

    @Test
    void aVoiceWithoutARecordingSpeaksAsTheEngineDoes() throws Exception {
        assertThat(references.of(Voices.voice("acme", "plain").build())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "s3://audio/other/mia.wav | lies where none may be",
                "file:///etc/passwd | lies where none may be",
            })
    void opensNothingThatLiesElsewhere(String address, String why) {
        assertThatThrownBy(() -> references.of(mia().setRefAudio(address).build()))
                .isInstanceOfSatisfying(
                        VoiceException.BadReference.class,
                        e -> assertThat(e.code()).isEqualTo("bad_reference"))
                .hasMessage("The recording of the voice mia " + why);
        assertThat(reads).hasValue(0);
    }

    @Test
    void saysWhatIsWrongWithARecording() {
        // Given
        Voice another = mia().setRefSha256("0".repeat(64)).build();

        // Then
        assertThatThrownBy(() -> references.of(another)).hasMessageContaining("is another one than the voice names");
        store = (_, _) -> Optional.empty();
        assertThatThrownBy(() -> references.of(mia().build()))
                .hasMessage("The recording of the voice mia is not there");
        store = (_, _) -> Optional.of(new byte[] {'I', 'D', '3', 4});
        assertThatThrownBy(() -> references.of(mia().build()))
                .isInstanceOf(VoiceException.BadReference.class)
                .hasMessage("The recording of the voice mia must be WAV, FLAC or OGG; it looks like MP3 or AAC");
        store = (_, most) -> Optional.of(new byte[most]);
        assertThatThrownBy(() -> references.of(mia().build())).hasMessageContaining("must have at most 20 MiB");
        assertThat(count("bad")).isEqualTo(4);
    }

    @Test
    void triesAgainWhereTheStoreWasAway() throws Exception {
        // Given
        store = (_, _) -> {
            throw new IOException("away");
        };

        // Then
        assertThatThrownBy(() -> references.of(mia().build()))
                .isInstanceOfSatisfying(
                        VoiceException.ReferenceUnavailable.class,
                        e -> assertThat(e.code()).isEqualTo("reference_unavailable"));
        store = (_, _) -> Optional.of(WAV);
        assertThat(references.of(mia().build())).isPresent();
        assertThat(count("unavailable")).isEqualTo(1);
    }

    @Test
    void manyWhoAskAtOnceFetchItOnce() throws Exception {
        // Given
        List<Future<Optional<Reference>>> asked = new ArrayList<>();

        // When
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 50; i++) {
                asked.add(threads.submit(() -> references.of(mia().build())));
            }
        }

        // Then
        for (Future<Optional<Reference>> each : asked) {
            assertThat(each.get()).isPresent();
        }
        assertThat(reads).hasValue(1);
    }

    private double count(String outcome) {
        return meters.get("neko.tts.references")
                .tag("outcome", outcome)
                .counter()
                .count();
    }
}
