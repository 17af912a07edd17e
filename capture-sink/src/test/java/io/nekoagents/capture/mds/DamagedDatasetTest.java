package io.nekoagents.capture.mds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DamagedDatasetTest {

    @TempDir
    Path folder;

    @Test
    void namesTheFileThatIsNotThere() throws IOException {
        write("none");
        Files.delete(folder.resolve("shard.00000.mds"));

        assertThatThrownBy(this::readAll)
                .isInstanceOf(MdsFormatException.class)
                .hasMessageContaining("shard.00000.mds: is not there");
        assertThatThrownBy(() -> MdsReader.open(folder.resolve("elsewhere")))
                .isInstanceOf(MdsFormatException.class)
                .hasMessageContaining("index.json: is not there");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "zstd", "gz", "br", "snappy"})
    void saysThatAShardEndsTooEarly(String compression) throws IOException {
        // Given
        write(compression);
        Path shard = shard();
        byte[] bytes = Files.readAllBytes(shard);

        // When
        Files.write(shard, Arrays.copyOf(bytes, bytes.length / 2));

        // Then
        assertThatThrownBy(this::readAll).isInstanceOf(MdsFormatException.class).hasMessageContaining(shard.toString());
        assertThatThrownBy(() -> MdsReader.open(folder).verify(0)).isInstanceOf(MdsFormatException.class);
    }

    @Test
    void saysWhichHashIsAnother() throws IOException {
        // Given
        write("none");
        byte[] bytes = Files.readAllBytes(shard());
        bytes[bytes.length - 1] ^= 1;
        Files.write(shard(), bytes);

        // Then
        assertThatThrownBy(() -> MdsReader.open(folder).verify(0))
                .isInstanceOf(MdsFormatException.class)
                .hasMessageContaining("has the sha1 ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"version\": 2}|\"version\": 3}|of version 3",
                "\"json\"|\"pkl\"|unknown encoding pkl",
                "\"sha1\": \"|\"sha9\": \"|unknown hash sha9",
                "\"compression\": null|\"compression\": \"zip\"|unknown compression zip",
                "\"basename\": \"shard|\"basename\": \"../shard|outside",
                "\"basename\": \"shard|\"basename\": \"/etc/shard|outside",
                "\"samples\": 10|\"samples\": -1|shards[0].samples",
                "\"samples\": 10|\"samples\": 11|the index says 11",
                "\"format\": \"mds\"|\"format\": \"csv\"|csv",
                "[|[[|not JSON",
            })
    void saysWhatIsWrongInAnIndex(String was, String is, String expected) throws IOException {
        // Given
        write("none");
        Path index = folder.resolve("index.json");
        String json = Files.readString(index);
        assertThat(json).contains(was);

        // When
        Files.writeString(index, json.replace(was, is));

        // Then
        assertThatThrownBy(this::readAll).isInstanceOf(MdsFormatException.class).hasMessageContaining(expected);
    }

    /** With a heap that would not hold what a damaged length says, too: no more is allocated than the file has. */
    @ParameterizedTest
    @ValueSource(strings = {"none", "zstd", "gz", "br", "snappy"})
    void doesNotTrustAnyByte(String compression) throws IOException {
        // Given
        long seed = System.nanoTime();
        Random random = new Random(seed);
        write(compression);
        byte[] sound = Files.readAllBytes(shard());

        for (int i = 0; i < 300; i++) {
            // When
            byte[] damaged = sound.clone();
            // Mostly near the start, where the lengths are.
            int at = random.nextInt(random.nextBoolean() ? 60 : damaged.length);
            damaged[at] = (byte) random.nextInt();
            Files.write(shard(), damaged);

            // Then
            assertThatCode(() -> {
                        try {
                            readAll();
                        } catch (MdsFormatException e) {
                            assertThat(e).hasMessageContaining("shard");
                        }
                    })
                    .as("seed %d, turn %d, byte %d", seed, i, at)
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void leavesNoFileOfADamagedShardBehind() throws IOException {
        // Given
        write("zstd");
        byte[] bytes = Files.readAllBytes(shard());
        Files.write(shard(), Arrays.copyOf(bytes, bytes.length / 2));
        long before = temporaryFiles();

        // When
        assertThatThrownBy(this::readAll).isInstanceOf(MdsFormatException.class);

        // Then
        assertThat(temporaryFiles()).isEqualTo(before);
    }

    private static long temporaryFiles() throws IOException {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().matches("shard.*\\.mds"))
                    .count();
        }
    }

    private void write(String compression) throws IOException {
        ShardFormat format = Samples.format(Compression.parse(compression), List.of(Hash.SHA1), 0);
        try (MdsWriter writer = MdsWriter.create(folder, format)) {
            for (Sample sample : new Samples(5).some(10)) {
                writer.write(sample);
            }
            writer.finish();
        }
    }

    private Path shard() throws IOException {
        return folder.resolve(MdsIndex.read(folder).shards().getFirst().file().basename());
    }

    private void readAll() throws IOException {
        try (SampleCursor cursor = MdsReader.open(folder).read()) {
            Optional<Sample> next = cursor.next();
            while (next.isPresent()) {
                next = cursor.next();
            }
        }
    }
}
