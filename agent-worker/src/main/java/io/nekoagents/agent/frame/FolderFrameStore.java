package io.nekoagents.agent.frame;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Frames as files. A file is either whole or not there. */
final class FolderFrameStore implements FrameStore {

    private final Path folder;

    FolderFrameStore(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    @Override
    public URI put(String name, byte[] bytes, String mediaType) {
        Path file = folder.resolve(name).normalize();
        if (!file.startsWith(folder)) {
            throw new FrameStoreException("A frame's name must stay within its folder: " + name, null);
        }
        try {
            Files.createDirectories(file.getParent());
            Path partial = Files.createTempFile(file.getParent(), ".frame", ".part");
            Files.write(partial, bytes);
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new FrameStoreException("The frame " + file + " could not be written", e);
        }
        return file.toUri();
    }
}
