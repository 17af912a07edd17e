package io.nekoagents.capture.mds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RoundTripTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"none", "zstd", "zstd:1", "zstd:22", "gz", "gz:0", "br:0", "br:5", "snappy"})
    void readsWhatItWroteInSeveralShards(String compression) throws IOException {
        // Given
        long seed = System.nanoTime();
        List<Sample> samples = new Samples(seed).some(100);
        ShardFormat format = Samples.format(Compression.parse(compression), List.of(Hash.SHA1, Hash.XXH3_64), 200_000);

        // When
        MdsIndex index = write(format, samples);

        // Then
        assertThat(index.shards()).as("seed %d", seed).hasSizeGreaterThan(3);
        assertThat(read())
                .as("seed %d", seed)
                .map(Samples::text)
                .containsExactlyElementsOf(samples.stream().map(Samples::text).toList());
        assertThat(files())
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                Stream.of("index.json"),
                                index.shards().stream()
                                        .map(shard -> shard.file().basename()))
                        .toList());
    }

    @ParameterizedTest
    @EnumSource
    void verifiesEachHash(Hash hash) throws IOException {
        // Given
        ShardFormat format = Samples.format(Compression.parse("zstd"), List.of(hash), 0);
        write(format, new Samples(1).some(3));

        // When
        MdsReader reader = MdsReader.open(folder);

        // Then
        reader.verify(0);
        ShardEntry entry = reader.index().shards().getFirst();
        assertThat(entry.rawData().hashes()).containsOnlyKeys(hash);
        assertThat(entry.file().hashes())
                .containsOnlyKeys(hash)
                .isNotEqualTo(entry.rawData().hashes());
    }

    @Test
    void readsAnySampleOfAShard() throws IOException {
        // Given
        List<Sample> samples = new Samples(2).some(10);
        write(Samples.format(Compression.NONE, List.of(), 0), samples);

        // Then
        try (ShardReader shard = MdsReader.open(folder).shard(0)) {
            assertThat(Samples.text(shard.get(7))).isEqualTo(Samples.text(samples.get(7)));
            assertThat(Samples.text(shard.get(0))).isEqualTo(Samples.text(samples.get(0)));
            assertThatThrownBy(() -> shard.get(10)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void takesBytesFromABufferAndFromAFile() throws IOException {
        // Given
        ShardFormat format =
                new ShardFormat(List.of(new Column("payload", Encoding.BYTES)), Compression.NONE, List.of(), 0);
        Path file = Files.write(folder.resolve("payload"), new byte[] {1, 2, 3});

        // When
        write(
                format,
                List.of(
                        new Sample(Map.of("payload", file)),
                        new Sample(Map.of(
                                "payload", ByteBuffer.wrap(new byte[] {0, 4, 5}).position(1)))));

        // Then
        assertThat(read()).map(sample -> sample.get("payload")).containsExactly(new byte[] {1, 2, 3}, new byte[] {4, 5
        });
    }

    @Test
    void writesADatasetWithoutSamples() throws IOException {
        write(Samples.format(Compression.NONE, List.of(), 0), List.of());

        assertThat(folder.resolve("index.json")).hasContent("{\"shards\": [], \"version\": 2}");
        assertThat(read()).isEmpty();
    }

    private MdsIndex write(ShardFormat format, List<Sample> samples) throws IOException {
        try (MdsWriter writer = MdsWriter.create(folder, format)) {
            for (Sample sample : samples) {
                writer.write(sample);
            }
            return writer.finish();
        }
    }

    private List<Sample> read() throws IOException {
        List<Sample> samples = new ArrayList<>();
        try (SampleCursor cursor = MdsReader.open(folder).read()) {
            for (Optional<Sample> next = cursor.next(); next.isPresent(); next = cursor.next()) {
                samples.add(next.get());
            }
        }
        return samples;
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
