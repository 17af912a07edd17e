package io.nekoagents.capture.recorder;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Frames as files. A file is either whole or not there. */
final class FrameFolder implements FrameKeeper {

    private final Path folder;

    FrameFolder(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    @Override
    public URI put(String name, byte[] bytes, String mediaType) {
        Path file = folder.resolve(name).normalize();
        if (!file.startsWith(folder)) {
            throw new IllegalArgumentException("A frame's name must stay within its folder: " + name);
        }
        try {
            Files.createDirectories(file.getParent());
            Path partial = Files.createTempFile(file.getParent(), ".frame", ".part");
            Files.write(partial, bytes);
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new FrameNotKeptException("The frame " + file + " could not be written", e);
        }
        return file.toUri();
    }
}
