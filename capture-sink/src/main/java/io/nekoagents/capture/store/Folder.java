package io.nekoagents.capture.store;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Files below a folder. What was put there outlives a crash of the machine: the bytes are forced to the disk before they
 * get their name, and the name before anyone is told.
 */
final class Folder implements Store {

    /** Leftovers of a crash are known by it. */
    private static final String PARTIAL = ".part";

    private final Path folder;
    /** Where the folder was last found to be, links followed. */
    private volatile @Nullable Path real;

    Folder(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    /** Writes a file's bytes to a channel. */
    @FunctionalInterface
    private interface Content {
        void writeTo(FileChannel to) throws IOException;
    }

    @Override
    public URI put(String name, byte[] bytes, String mediaType) {
        return put(name, to -> {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                to.write(rest);
            }
        });
    }

    @Override
    public URI put(String name, Path file) {
        return put(name, to -> copy(file, to));
    }

    private URI put(String name, Content content) {
        Path file = within(name);
        try {
            Path parent = requireNonNull(file.getParent());
            Files.createDirectories(parent);
            Path partial = Files.createTempFile(parent, ".store", PARTIAL);
            try {
                try (FileChannel to = FileChannel.open(partial, StandardOpenOption.WRITE)) {
                    content.writeTo(to);
                    to.force(true);
                }
                Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(partial);
            }
            force(parent);
            return file.toUri();
        } catch (IOException e) {
            throw new StoreException("The file " + file + " could not be written: " + e, e);
        }
    }

    private static void copy(Path file, FileChannel to) throws IOException {
        try (FileChannel from = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = from.size();
            long copied = 0;
            while (copied < size) {
                copied += from.transferTo(copied, size - copied, to);
            }
        }
    }

    private static void force(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public Optional<byte[]> get(String name, int most) {
        try {
            Optional<Path> file = there(name);
            if (file.isEmpty()) {
                return Optional.empty();
            }
            long size = Files.size(file.get());
            if (size > most) {
                throw new StoreException("The file " + name + " has " + size + " bytes, more than " + most, null);
            }
            return Optional.of(Files.readAllBytes(file.get()));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    @Override
    public boolean get(String name, Path file) {
        try {
            Optional<Path> source = there(name);
            if (source.isEmpty()) {
                return false;
            }
            Files.copy(source.get(), file, StandardCopyOption.REPLACE_EXISTING);
            return true;
        } catch (NoSuchFileException _) {
            return false;
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    @Override
    public OptionalLong size(String name) {
        try {
            Optional<Path> file = there(name);
            return file.isPresent() ? OptionalLong.of(Files.size(file.get())) : OptionalLong.empty();
        } catch (NoSuchFileException _) {
            return OptionalLong.empty();
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    @Override
    public List<String> list(String prefix) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .filter(name -> name.startsWith(prefix) && !name.endsWith(PARTIAL))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw unreadable(prefix, e);
        }
    }

    @Override
    public URI uri(String name) {
        return within(name).toUri();
    }

    /** What a name leads to, unless that is out of the folder, which itself may be a link. */
    private Optional<Path> there(String name) throws IOException {
        Path file;
        try {
            file = within(name).toRealPath();
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
        Path known = real;
        if (known != null && file.startsWith(known)) {
            return Optional.of(file);
        }
        Path now = folder.toRealPath();
        real = now;
        return Optional.of(file).filter(found -> found.startsWith(now));
    }

    private Path within(String name) {
        Path file = folder.resolve(name).normalize();
        if (!file.startsWith(folder) || file.equals(folder)) {
            throw new IllegalArgumentException("a name must stay within its folder: " + name);
        }
        return file;
    }

    private StoreException unreadable(String name, IOException cause) {
        return new StoreException("The file " + folder.resolve(name) + " could not be read: " + cause, cause);
    }
}
