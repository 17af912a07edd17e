package io.nekoagents.ingest.archive;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Files below one folder; links that lead out of it are not followed. */
final class FolderArchive implements Archive {

    private final Path folder;

    FolderArchive(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    @Override
    public Optional<Stored> open(URI address) {
        if (!"file".equals(address.getScheme())) {
            return Optional.empty();
        }
        try {
            Path file = Path.of(address).toRealPath();
            if (!file.startsWith(folder.toRealPath()) || !Files.isRegularFile(file)) {
                return Optional.empty();
            }
            InputStream content = Files.newInputStream(file);
            return Optional.of(new Stored(Files.size(file), content));
        } catch (NoSuchFileException | IllegalArgumentException | FileSystemNotFoundException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new ArchiveUnavailableException("The folder cannot be read", e);
        }
    }

    @Override
    public String address(String name) {
        return "file://" + within(name);
    }

    /** Under its name it is whole, and outlives a crash of the machine. */
    @Override
    public void put(String name, byte[] bytes, String mediaType) {
        Path file = within(name);
        try {
            Path parent = requireNonNull(file.getParent());
            Files.createDirectories(parent);
            Path partial = Files.createTempFile(parent, ".archive", ".part");
            try {
                try (FileChannel to = FileChannel.open(partial, StandardOpenOption.WRITE)) {
                    ByteBuffer rest = ByteBuffer.wrap(bytes);
                    while (rest.hasRemaining()) {
                        to.write(rest);
                    }
                    to.force(true);
                }
                Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(partial);
            }
            try (FileChannel names = FileChannel.open(parent, StandardOpenOption.READ)) {
                names.force(true);
            }
        } catch (IOException e) {
            throw new ArchiveUnavailableException("The folder cannot be written", e);
        }
    }

    private Path within(String name) {
        Path file = folder.resolve(name).normalize();
        if (!file.startsWith(folder) || file.equals(folder)) {
            throw new IllegalArgumentException("a name must stay within its folder: " + name);
        }
        return file;
    }
}
