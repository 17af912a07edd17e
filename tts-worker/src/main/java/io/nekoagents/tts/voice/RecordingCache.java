package io.nekoagents.tts.voice;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import io.nekoagents.schema.audio.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Recordings in a folder of this machine, each under its hash and whole. When there are too many bytes the one that was not
 * used for longest goes; the newest stays, whatever its size. Another process may use the folder, too. Thread-safe.
 */
final class RecordingCache {

    private static final Logger LOG = LoggerFactory.getLogger(RecordingCache.class);
    private static final String PARTIAL = ".part";

    private final Path folder;
    private final long most;

    /** Name to length, the one used last at the end. */
    private final Map<String, Long> files = new LinkedHashMap<>(16, 0.75f, true);

    private long bytes;

    private RecordingCache(Path folder, long most) {
        this.folder = folder;
        this.most = most;
    }

    /** @throws IOException if the folder cannot be made or read */
    static RecordingCache open(Path folder, long most) throws IOException {
        RecordingCache cache = new RecordingCache(Files.createDirectories(folder.toAbsolutePath()), most);
        cache.load();
        return cache;
    }

    private record Old(String name, BasicFileAttributes found) {}

    private synchronized void load() throws IOException {
        try (Stream<Path> there = Files.list(folder)) {
            there.flatMap(file -> old(file).stream())
                    .sorted(Comparator.comparing(old -> old.found().lastModifiedTime()))
                    .forEach(old -> note(old.name(), old.found().size()));
        }
        trim();
    }

    private static Optional<Old> old(Path file) {
        try {
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
            String name = file.getFileName().toString();
            return found.isRegularFile() && !name.endsWith(PARTIAL)
                    ? Optional.of(new Old(name, found))
                    : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /** The file of that name, used now; empty if it is not there, or not any more. */
    synchronized Optional<Path> find(String name) {
        Path file = folder.resolve(name);
        if (files.get(name) != null && Files.exists(file)) {
            return Optional.of(file);
        }
        forget(name);
        return Optional.empty();
    }

    /** The file that was put here with that hash as its name, whatever its suffix; used now. */
    synchronized Optional<Path> holding(String sha256) {
        return Arrays.stream(Recording.Format.values())
                .map(format -> sha256 + "." + format.suffix())
                .filter(files::containsKey)
                .findFirst()
                .flatMap(this::find);
    }

    /** @throws IOException if it cannot be written */
    Path put(String name, byte[] content) throws IOException {
        Path file = folder.resolve(name);
        Path partial = Files.createTempFile(folder, "recording", PARTIAL);
        try {
            Files.write(partial, content);
            Files.move(partial, file, ATOMIC_MOVE, REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(partial);
        }
        synchronized (this) {
            forget(name);
            note(name, content.length);
            trim();
        }
        return file;
    }

    private void note(String name, long length) {
        files.put(name, length);
        bytes += length;
    }

    private void forget(String name) {
        Long length = files.remove(name);
        bytes -= length == null ? 0 : length;
    }

    private void trim() {
        for (Iterator<Map.Entry<String, Long>> all = files.entrySet().iterator(); bytes > most && files.size() > 1; ) {
            Map.Entry<String, Long> oldest = all.next();
            try {
                Files.deleteIfExists(folder.resolve(oldest.getKey()));
            } catch (IOException e) {
                LOG.atWarn().setCause(e).log("A recording that is not needed any more cannot be deleted");
            }
            bytes -= oldest.getValue();
            all.remove();
        }
    }
}
