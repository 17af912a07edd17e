package io.nekoagents.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nekoagents.capture.mds.Column;
import io.nekoagents.capture.mds.Compression;
import io.nekoagents.capture.mds.Encoding;
import io.nekoagents.capture.mds.Hash;
import io.nekoagents.capture.mds.MdsWriter;
import io.nekoagents.capture.mds.Sample;
import io.nekoagents.capture.mds.ShardFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class DatasetsCommandTest {

    private final StringWriter out = new StringWriter();

    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        ShardFormat format = new ShardFormat(
                List.of(new Column("episode_id", Encoding.STR), new Column("payload", Encoding.BYTES)),
                Compression.parse("zstd:6"),
                List.of(Hash.SHA1),
                0);
        try (MdsWriter writer = MdsWriter.create(folder, format)) {
            writer.write(new Sample(Map.of("episode_id", "ep_first", "payload", new byte[] {1, 2})));
            writer.write(new Sample(Map.of("episode_id", "ep_second", "payload", archive())));
            writer.finish();
        }
    }

    @Test
    void showsWhatIsInADataset() {
        assertThat(run()).isZero();
        assertThat(out.toString())
                .contains("2 samples in 1 shards", "zstd:6", "sha1", "payload              bytes")
                .contains("shard.00000.mds.zstd", "verified", "ep_first", "2 bytes")
                .doesNotContain("ep_second");
    }

    @Test
    void showsThePayloadOfAnEpisodeAsTheArchiveItIs() {
        assertThat(run("--sample", "1", "--no-verify")).isZero();
        assertThat(out.toString())
                .contains("ep_second", "an archive of 2 files, 1 of them frames")
                .doesNotContain("verified");
    }

    @Test
    void saysWhichShardIsDamagedAndEndsWithOne() throws IOException {
        // Given
        Path shard = folder.resolve("shard.00000.mds.zstd");
        byte[] bytes = Files.readAllBytes(shard);
        bytes[bytes.length / 2] ^= 1;
        Files.write(shard, bytes);

        // Then
        assertThat(run()).isEqualTo(1);
        assertThat(out.toString()).contains("DAMAGED", "shard.00000.mds.zstd: has the sha1");
    }

    private int run(String... more) {
        CommandLine line = new CommandLine(new DatasetsShowCommand()).setOut(new PrintWriter(out));
        return line.execute(
                Stream.concat(Stream.of(folder.toString()), Stream.of(more)).toArray(String[]::new));
    }

    private static byte[] archive() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String name : List.of("meta.json", "frames/000000.jpg")) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(1);
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
