package io.nekoagents.ingest.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FolderArchiveTest {

    @TempDir
    private Path folder;

    private Archive archive;

    @BeforeEach
    void open() throws IOException {
        archive = Archive.of(Files.createDirectory(folder.resolve("in")).toUri(), null);
    }

    @Test
    void readsWhatItWasGivenByItsAddress() {
        // When
        archive.put("a/b.wav", new byte[] {1, 2}, "audio/wav");
        archive.put("a/b.wav", new byte[] {3}, "audio/wav");

        // Then
        assertThat(archive.address("a/b.wav")).isEqualTo("file://" + folder.resolve("in/a/b.wav"));
        assertThat(archive.read(URI.create(archive.address("a/b.wav")))).hasValue(new byte[] {3});
        assertThat(archive.read(URI.create(archive.address("a/c.wav")))).isEmpty();
        assertThat(archive.read(URI.create(archive.address("a"))))
                .as("a folder")
                .isEmpty();
    }

    @Test
    void leavesWhatIsOutsideAlone() throws IOException {
        // Given
        Path outside = Files.write(folder.resolve("secret"), new byte[] {1});
        Files.createSymbolicLink(folder.resolve("in/link"), outside);

        // Then
        assertThat(archive.read(outside.toUri())).isEmpty();
        assertThat(archive.read(folder.resolve("in/link").toUri())).isEmpty();
        assertThat(archive.read(URI.create("s3://in/secret"))).isEmpty();
        assertThatThrownBy(() -> archive.put("../x", new byte[0], "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void saysThatItCannotKeepAnything() throws IOException {
        Files.write(folder.resolve("in/file"), new byte[0]);

        assertThatThrownBy(() -> archive.put("file/b", new byte[0], "x"))
                .isInstanceOf(ArchiveUnavailableException.class);
    }
}
