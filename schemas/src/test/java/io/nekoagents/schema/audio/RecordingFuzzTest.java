package io.nekoagents.schema.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the bytes are, they are a recording or an {@link InvalidRecordingException} with a message. */
final class RecordingFuzzTest {

    private static final int ROUNDS = 20_000;
    private static final String[] STARTS = {"RIFF\0\0\0\0WAVEfmt ", "fLaC\0\0\0\"", "OggS\0", ""};

    @ParameterizedTest
    @ValueSource(
            strings = {"mono16k.flac", "stereo22k.flac", "mono16k.vorbis.ogg", "mono.opus.ogg", "wav", "extensible"})
    void changedRecordings(String name) {
        // Given
        byte[] whole = switch (name) {
            case "wav" -> WavBytes.pcm(8_000, 1, 16, 1.1).bytes();
            case "extensible" -> new WavBytes(3, 1, 8_000, 32, 40_000).extensible();
            default -> RecordingTest.resource(name);
        };
        Random random = new Random(name.hashCode());

        // Then
        for (int i = 0; i < ROUNDS / 10; i++) {
            byte[] bytes = random.nextInt(3) == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
            int head = Math.min(bytes.length, 200);
            for (int change = random.nextInt(6); change >= 0 && head > 0; change--) {
                bytes[random.nextInt(head)] = (byte) random.nextInt();
            }
            // OGG is only looked into where its sums are right.
            if (name.endsWith(".ogg") && head > 60) {
                resum(bytes);
            }
            read(bytes);
        }
    }

    /** Of each page that can be told apart. */
    private static void resum(byte[] ogg) {
        int[] pages = IntStream.range(0, ogg.length - 27)
                .filter(at -> ogg[at] == 'O' && ogg[at + 1] == 'g' && ogg[at + 2] == 'g' && ogg[at + 3] == 'S')
                .toArray();
        for (int i = 0; i < pages.length; i++) {
            int end = i + 1 < pages.length ? pages[i + 1] : ogg.length;
            byte[] upTo = OggBytes.summed(Arrays.copyOf(ogg, end), pages[i]);
            System.arraycopy(upTo, pages[i], ogg, pages[i], end - pages[i]);
        }
    }

    @Test
    void bytesThatBeginLikeOne() {
        Random random = new Random(7);
        for (int i = 0; i < ROUNDS; i++) {
            byte[] bytes = new byte[random.nextInt(400)];
            random.nextBytes(bytes);
            String start = STARTS[i % STARTS.length];
            for (int at = 0; at < Math.min(start.length(), bytes.length); at++) {
                bytes[at] = (byte) start.charAt(at);
            }
            read(bytes);
        }
    }

    private static void read(byte[] bytes) {
        try {
            Recording found = Recording.of(bytes);
            assertThat(found.length()).isBetween(Recording.SHORTEST, Recording.LONGEST);
        } catch (InvalidRecordingException e) {
            assertThat(e.reason()).isNotBlank();
        }
    }
}
