package io.nekoagents.capture.mds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ShardWriterTest {

    private static final ShardFormat FORMAT = new ShardFormat(
            List.of(new Column("id", Encoding.STR), new Column("blob", Encoding.BYTES)),
            Compression.parse("zstd"),
            List.of(Hash.SHA1),
            1_000);

    @TempDir
    Path folder;

    @Test
    void countsTheHeaderAndFillsAShardToItsLastByte() throws IOException {
        try (ShardWriter shard = ShardWriter.open(folder, FORMAT)) {
            // Given
            long empty = shard.bytes();
            int left = (int) (1_000 - empty - 4 - 4 - 4 - 2);

            // Then
            assertThat(shard.fits(sample("ab", left))).isTrue();
            assertThatThrownBy(() -> shard.fits(sample("ab", left + 1)))
                    .isInstanceOf(SampleTooLargeException.class)
                    .hasMessageContaining("1,001");
            shard.add(sample("ab", left));
            assertThat(shard.bytes()).isEqualTo(1_000);
            assertThat(shard.fits(sample("", 0))).isFalse();
            assertThat(shard.seal("full.mds").entry().rawData().bytes()).isEqualTo(1_000);
        }
    }

    @Test
    void namesTheColumnThatIsMissingTooMuchOrOfAnotherType() throws IOException {
        try (ShardWriter shard = ShardWriter.open(folder, FORMAT)) {
            assertInvalid(shard, Map.of("id", "a"), "column blob is missing");
            assertInvalid(shard, Map.of("id", "a", "blob", new byte[0], "more", 1), "column more is not in");
            assertInvalid(shard, Map.of("id", 1, "blob", new byte[0]), "column id must be a String, not Integer");
            assertThat(shard.samples()).isZero();
        }
    }

    private static void assertInvalid(ShardWriter shard, Map<String, Object> values, String problem) {
        assertThatThrownBy(() -> shard.add(new Sample(Map.copyOf(values))))
                .isInstanceOf(InvalidSampleException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void isNamedByWhatIsInItAlthoughTheFormatHasAnotherHash() throws IOException {
        try (ShardWriter shard = ShardWriter.open(folder, FORMAT)) {
            shard.add(sample("a", 5));

            // When
            SealedShard sealed = shard.seal(ShardName.of(Hash.SHA256, hex -> "shard." + hex.substring(0, 16) + ".mds"));

            // Then
            assertThat(sealed.entry().file().basename()).matches("shard\\.[0-9a-f]{16}\\.mds\\.zstd");
            assertThat(sealed.file())
                    .hasFileName(sealed.entry().file().basename())
                    .exists();
            assertThat(sealed.entry().rawData().hashes()).containsOnlyKeys(Hash.SHA1);
        }
    }

    @Test
    void beginsTheNextShardWithNothingOfTheLast() throws IOException {
        try (ShardWriter shard = ShardWriter.open(folder, FORMAT)) {
            // Given
            shard.add(sample("a", 500));
            shard.seal("one.mds");

            // When
            shard.add(sample("b", 5));
            SealedShard second = shard.seal("two.mds");

            // Then
            new MdsIndex(List.of(second.entry())).writeTo(folder);
            assertThat(MdsReader.open(folder).samples()).isEqualTo(1);
            MdsReader.open(folder).verify(0);
            assertThat(MdsReader.open(folder).get(0).get("id")).isEqualTo("b");
        }
    }

    @Test
    void movesAShardToWhereItIsKept() throws IOException {
        Path kept = Files.createDirectory(folder.resolve("kept"));
        try (ShardWriter shard = ShardWriter.open(folder, FORMAT)) {
            shard.add(sample("a", 5));
            SealedShard sealed = shard.seal("one.mds");

            assertThat(sealed.moveTo(kept).file())
                    .isEqualTo(kept.resolve("one.mds.zstd"))
                    .exists();
            assertThat(sealed.file()).doesNotExist();
        }
    }

    @Test
    void leavesNothingWhereItCannotBeSealedOrIsClosed() throws IOException {
        // When
        try (ShardWriter shard = ShardWriter.open(folder, FORMAT)) {
            shard.add(sample("a", 5));
            assertThatThrownBy(() -> shard.seal("no/such/folder.mds")).isInstanceOf(IOException.class);
        }

        // Then
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void leavesNothingOfAShardWhoseSealingIsInterrupted() throws IOException {
        try (ShardWriter shard = ShardWriter.open(folder, FORMAT)) {
            // Given
            shard.add(sample("a", 5));
            Thread.currentThread().interrupt();

            // When
            assertThatThrownBy(() -> shard.seal("one.mds")).isInstanceOf(IOException.class);

            // Then
            assertThat(Thread.interrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void aFailedSampleIsNotInTheShard() throws IOException {
        try (ShardWriter shard = ShardWriter.open(folder, FORMAT)) {
            // Given
            shard.add(sample("a", 5));
            Path file = Files.write(folder.resolve("payload"), new byte[10]);
            Sample gone = new Sample(Map.of("id", "b", "blob", file));
            assertThat(shard.fits(gone)).isTrue();
            Files.write(file, new byte[5]);

            // When
            assertThatThrownBy(() -> shard.add(gone)).isInstanceOf(MdsFormatException.class);
            shard.add(sample("c", 6));

            // Then
            new MdsIndex(List.of(shard.seal("one.mds").entry())).writeTo(folder);
            assertThat(MdsReader.open(folder).get(1).get("id")).isEqualTo("c");
            assertThat(MdsReader.open(folder).samples()).isEqualTo(2);
        }
    }

    @Test
    void refusesAFormatThatCannotBe() {
        Column id = new Column("id", Encoding.STR);
        assertThatThrownBy(() -> new ShardFormat(List.of(), Compression.NONE, List.of(), 0))
                .hasMessageContaining("columns");
        assertThatThrownBy(() -> new ShardFormat(List.of(id, id), Compression.NONE, List.of(), 0))
                .hasMessageContaining("columns");
        assertThatThrownBy(() -> new ShardFormat(List.of(id), Compression.NONE, List.of(Hash.MD5, Hash.MD5), 0))
                .hasMessageContaining("hashes");
        assertThatThrownBy(() -> new ShardFormat(List.of(id), Compression.NONE, List.of(), 1L << 32))
                .hasMessageContaining("sizeLimit");
        assertThatThrownBy(() -> Compression.parse("zstd:23")).hasMessageContaining("zstd:23");
        assertThatThrownBy(() -> Compression.parse("none:1")).hasMessageContaining("none:1");
        assertThatThrownBy(() -> Encoding.parse("ndarray:int8:0")).hasMessageContaining("ndarray:int8:0");
    }

    private static Sample sample(String id, int bytes) {
        return new Sample(Map.of("id", id, "blob", new byte[bytes]));
    }
}
