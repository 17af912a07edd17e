package io.nekoagents.capture.mds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xerial.snappy.Snappy;

final class SnappyDecoderTest {

    @TempDir
    Path folder;

    @Test
    void decodesWhatTheLibraryWrote() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] raw = new byte[1_500_000];
        for (int i = 0; i < raw.length; i++) {
            raw[i] = i % 5_000 < 2_500 ? (byte) random.nextInt() : (byte) (i / 100);
        }

        assertThat(decode(Snappy.compress(raw), raw.length)).as("seed %d", seed).isEqualTo(raw);
    }

    /** Our compressors never refer further back than 64 KiB, but others may. */
    @Test
    void findsWhatACopyRefersToFarBehindTheWindow() throws IOException {
        // Given
        byte[] raw = new byte[600_000];
        new Random(1).nextBytes(raw);
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        zip.writeBytes(HexFormat.of().parseHex("ca" + "cf24")); // 600,010
        zip.writeBytes(HexFormat.of().parseHex("f8" + "bf2709")); // a literal of 600,000
        zip.writeBytes(raw);
        zip.writeBytes(HexFormat.of().parseHex("27" + "c0270900")); // 10 bytes from 600,000 back

        // When
        byte[] decoded = decode(zip.toByteArray(), 600_010);

        // Then
        assertThat(Arrays.copyOfRange(decoded, 600_000, 600_010)).isEqualTo(Arrays.copyOf(raw, 10));
    }

    @ParameterizedTest
    @CsvSource({
        "ffffffffffff, begins with no length",
        "04, ends in the middle",
        "040c616263, ends in the middle",
        "040061 0d02, refers to what is not in it",
        "040c6162636465, holds more",
        "05, the index says 4",
    })
    void saysWhatIsWrong(String hex, String problem) {
        byte[] zip = HexFormat.of().parseHex(hex.replace(" ", ""));

        assertThatThrownBy(() -> decode(zip, 4)).isInstanceOf(IOException.class).hasMessageContaining(problem);
    }

    private byte[] decode(byte[] zip, long expected) throws IOException {
        Path file = folder.resolve("raw");
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            new SnappyDecoder(new ByteArrayInputStream(zip), new RawFile(channel, expected)).decode();
        }
        return Files.readAllBytes(file);
    }
}
