package io.nekoagents.ingest.task.frames;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Frames as files below one folder; links that lead out of it are not followed. */
final class FolderArchive implements FrameArchive {

    private final Path folder;

    FolderArchive(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    @Override
    public Optional<byte[]> read(URI address) {
        if (!"file".equals(address.getScheme())) {
            return Optional.empty();
        }
        try {
            Path file = Path.of(address).toRealPath();
            return file.startsWith(folder.toRealPath()) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
        } catch (NoSuchFileException | IllegalArgumentException | FileSystemNotFoundException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new ArchiveUnavailableException("The folder of frames cannot be read", e);
        }
    }
}
