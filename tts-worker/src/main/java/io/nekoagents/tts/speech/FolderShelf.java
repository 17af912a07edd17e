package io.nekoagents.tts.speech;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A folder of this machine. What is there under its name is whole. */
final class FolderShelf implements Shelf {

    private final Path folder;

    FolderShelf(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    @Override
    public Kept keep(String name, Path file) throws IOException {
        Path kept = folder.resolve(name);
        Files.createDirectories(kept.getParent());
        Path part = Files.createTempFile(kept.getParent(), ".speech", ".part");
        try {
            Files.copy(file, part, StandardCopyOption.REPLACE_EXISTING);
            Files.move(part, kept, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
        return new Kept(kept.toUri().toString(), Sha256.of(kept), Files.size(kept));
    }
}
