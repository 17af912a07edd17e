package io.nekoagents.schema.audio;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nekoagents.schema.audio.Recording.Format;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RecordingTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "mono16k.flac, FLAC, 16000, 1, 24000",
        "stereo22k.flac, FLAC, 22050, 2, 24255",
        "mono16k.vorbis.ogg, VORBIS, 16000, 1, 24000",
        // 16 kHz went in; Opus plays at 48 kHz.
        "mono.opus.ogg, OPUS, 48000, 1, 72000",
    })
    void readsWhatUsualToolsWrite(String name, Format format, int rate, int channels, long samples) throws Exception {
        assertThat(Recording.of(resource(name))).isEqualTo(new Recording(format, rate, channels, samples));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 8000, 1, 8",
        "1, 24000, 1, 16",
        "1, 44100, 2, 24",
        "1, 192000, 1, 32",
        "3, 48000, 2, 32",
        "3, 16000, 1, 64"
    })
    void readsWavOfEveryUsualKind(int coding, int rate, int channels, int bits) throws Exception {
        // Given
        WavBytes wav = new WavBytes(coding, channels, rate, bits, rate * 2 * channels * bits / 8);

        // When
        Recording plain = Recording.of(wav.bytes());
        Recording extensible = Recording.of(wav.extensible());

        // Then
        assertThat(plain).isEqualTo(new Recording(Format.WAV, rate, channels, rate * 2L));
        assertThat(extensible).isEqualTo(plain);
        assertThat(plain.length()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void readsAFileWhateverItsName() throws Exception {
        // Given
        Path file = Files.write(folder.resolve("voice.txt"), resource("mono16k.flac"));

        // Then
        assertThat(Recording.of(file).format()).isEqualTo(Format.FLAC);
        Path mp3 = Files.write(folder.resolve("voice.wav"), resource("tone.mp3"));
        assertThatThrownBy(() -> Recording.of(mp3))
                .isInstanceOf(InvalidRecordingException.class)
                .hasMessage("must be WAV, FLAC or OGG; it looks like MP3 or AAC");
    }

    @Test
    void ignoresWhatStandsBehindTheEndOfAWav() throws Exception {
        byte[] wav = WavBytes.pcm(16_000, 1, 16, 1).bytes();

        assertThat(Recording.of(Arrays.copyOf(wav, wav.length + 10)).samples()).isEqualTo(16_000);
    }

    @ParameterizedTest
    @CsvSource({
        "7999, 1, 2, must have 8000 to 192000 samples a second; it has 7999",
        "192001, 1, 2, must have 8000 to 192000 samples a second; it has 192001",
        "16000, 3, 2, must have 1 to 2 channels; it has 3",
        "16000, 1, 0.999, must be 1 to 60 s long; it has 999 ms",
        "16000, 1, 60.001, must be 1 to 60 s long; it has 60001 ms",
        "16000, 1, 0, must be 1 to 60 s long; it has 0 ms",
    })
    void holdsToItsLimits(int rate, int channels, double seconds, String message) {
        refuses(WavBytes.pcm(rate, channels, 16, seconds).bytes(), message);
    }

    @ParameterizedTest
    @CsvSource({"16000, 1, 1", "16000, 1, 60", "8000, 1, 2", "192000, 2, 2"})
    void takesWhatIsJustWithinThem(int rate, int channels, double seconds) throws Exception {
        assertThat(Recording.of(WavBytes.pcm(rate, channels, 16, seconds).bytes())
                        .samples())
                .isEqualTo(Math.round(rate * seconds));
    }

    @Test
    void isNotLongerThanTheyMayBe() throws IOException {
        // Given
        byte[] most = WavBytes.pcm(192_000, 2, 32, 20).bytes();

        // Then
        refuses(most, "must have at most 20 MiB");
        Path file = Files.write(folder.resolve("long.wav"), most);
        assertThatThrownBy(() -> Recording.of(file)).hasMessage("must have at most 20 MiB");
    }

    static Stream<Change> changedWavs() {
        return Stream.of(
                new Change("another form", wav -> wav.put(8, (byte) 'w'), "is RIFF, but not WAVE"),
                new Change("MP3 within", wav -> wav.putShort(20, (short) 0x55), "its coding is 85, which is MP3"),
                new Change("another coding", wav -> wav.putShort(20, (short) 7), "its coding is 7"),
                new Change("12 bits", wav -> wav.putShort(34, (short) 12), "has samples of 12 bits"),
                new Change("no channel", wav -> wav.putShort(22, (short) 0), "has 0 channels"),
                new Change("no rate", wav -> wav.putInt(24, 0), "of 0 samples a second"),
                new Change(
                        "two channels of which one is there", wav -> wav.putShort(22, (short) 2), "contradicts itself"),
                new Change("another speed", wav -> wav.putInt(28, 5), "contradicts itself"),
                new Change("more than there is", wav -> wav.putInt(4, 1 << 30), "is cut off: it claims"),
                new Change(
                        "less than nothing", wav -> wav.putInt(4, 0), "contradicts itself: it claims to have 0 bytes"),
                new Change("more data than there are", wav -> wav.putInt(40, -1), "is cut off: its chunk data claims"),
                new Change("half a sample", wav -> wav.putInt(40, 31_999), "end within a sample of 2 bytes"),
                new Change("no format", wav -> wav.put(12, (byte) 'x'), "has no chunk fmt before its data"),
                new Change("no data", wav -> wav.put(36, (byte) 'x'), "has no chunk data"));
    }

    /** Something that is wrong with a WAV that was right. */
    record Change(String what, Consumer<ByteBuffer> change, String message) {

        @Override
        public String toString() {
            return what;
        }
    }

    @ParameterizedTest
    @MethodSource("changedWavs")
    void saysWhatIsWrongWithAWav(Change change) {
        // Given
        byte[] wav = WavBytes.pcm(16_000, 1, 16, 1).bytes();

        // When
        change.change().accept(ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN));

        // Then
        assertThatThrownBy(() -> Recording.of(wav))
                .isInstanceOf(InvalidRecordingException.class)
                .hasMessageContaining(change.message());
    }

    @Test
    void refusesFloatsThatAreNoNumbers() {
        // Given
        byte[] wav = new WavBytes(3, 1, 16_000, 32, 64_000).bytes();
        ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN).putFloat(44 + 4 * 9_999, Float.NaN);

        // Then
        refuses(wav, "has samples that are not numbers");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | is empty",
                "FORMxxxxAIFF | AIFF",
                "xxxxftypM4A | MP4",
                "RF64xxxxWAVE | a kind of WAV that is not taken: RF64",
                "<html> | begins like none of them",
                "RIFF | is cut off after 4 bytes",
                "fLaC | is cut off after 4 bytes",
                "OggS | no page after 0 bytes",
            })
    void saysWhatItIsInstead(String bytes, String message) {
        assertThatThrownBy(() -> Recording.of(bytes.getBytes(ISO_8859_1)))
                .isInstanceOf(InvalidRecordingException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mono16k.flac", "stereo22k.flac", "mono16k.vorbis.ogg", "mono.opus.ogg"})
    void noticesEveryCut(String name) throws IOException {
        // Given
        byte[] whole = resource(name);

        // Then
        IntStream.range(0, whole.length)
                .filter(length -> length < 200 || length > whole.length - 200 || length % 97 == 0)
                .forEach(length -> assertThat(isRecording(Arrays.copyOf(whole, length)))
                        .as("the first %d bytes of %s", length, name)
                        .isFalse());
    }

    /** In a FLAC before its first frame there is what nobody looks at: tags, room for more of them, and an MD5. */
    @ParameterizedTest
    @CsvSource({"mono16k.flac, 8304", "stereo22k.flac, 108", "mono16k.vorbis.ogg, 0", "mono.opus.ogg, 0"})
    void noticesEveryByteThatIsAnother(String name, int from) throws IOException {
        // Given
        byte[] whole = resource(name);

        // Then
        for (int at = from; at < whole.length; at += 13) {
            byte[] damaged = whole.clone();
            damaged[at] ^= (byte) (1 << at % 8);
            assertThat(isRecording(damaged))
                    .as("%s with byte %d changed", name, at)
                    .isFalse();
        }
    }

    @Test
    void believesNoFlacThatClaimsAnotherLengthOrRate() throws IOException {
        // Given
        byte[] longer = resource("mono16k.flac");
        longer[25]++;
        byte[] faster = resource("mono16k.flac");
        faster[18] ^= 1;
        byte[] endless = resource("mono16k.flac");
        Arrays.fill(endless, 22, 26, (byte) 0);

        // Then
        refuses(longer, "is cut off: it claims to have 24001 samples, and 24000 are there");
        assertThatThrownBy(() -> Recording.of(faster)).hasMessageContaining("STREAMINFO says otherwise than the frame");
        assertThatThrownBy(() -> Recording.of(endless)).hasMessageContaining("does not say in its STREAMINFO how long");
    }

    @Test
    void takesOneStreamOfSoundAlone() throws IOException {
        // Given
        byte[] opus = resource("mono.opus.ogg");
        byte[] twice = Arrays.copyOf(opus, opus.length * 2);
        System.arraycopy(opus, 0, twice, opus.length, opus.length);

        // Then
        refuses(twice, "goes on behind its last page: it must be one stream of sound");
    }

    @Test
    void believesNoOggThatClaimsAnotherLength() throws IOException {
        // Given
        byte[] opus = OggBytes.withLastPosition(resource("mono.opus.ogg"), 48_000 * 50);
        byte[] vorbis = OggBytes.withLastPosition(resource("mono16k.vorbis.ogg"), 16_000 * 50);

        // Then
        refuses(opus, "contradicts itself: it claims to have 2400000 samples, which its packets do not make");
        refuses(vorbis, "contradicts itself: it claims to have 800000 samples, which its packets do not make");
    }

    private static boolean isRecording(byte[] bytes) {
        try {
            Recording.of(bytes);
            return true;
        } catch (InvalidRecordingException _) {
            return false;
        }
    }

    private static void refuses(byte[] bytes, String message) {
        assertThatThrownBy(() -> Recording.of(bytes))
                .isInstanceOf(InvalidRecordingException.class)
                .hasMessage(message);
    }

    static byte[] resource(String name) {
        try (InputStream in = RecordingTest.class.getResourceAsStream("/recordings/" + name)) {
            if (in == null) {
                throw new IllegalStateException("There is no test file recordings/" + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
