package io.nekoagents.ingest.view;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps a second process out of a folder, so that what cannot be opened there is known to be broken, not in use. */
record FolderLock(FileChannel channel) implements AutoCloseable {

    /** @throws ViewStoreException if another process holds it, or the folder cannot be written */
    static FolderLock take(Path folder) {
        try {
            Files.createDirectories(folder);
            FileChannel channel =
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locked(channel)) {
                channel.close();
                throw new ViewStoreException("Another process uses the view's folder " + folder.toAbsolutePath());
            }
            return new FolderLock(channel);
        } catch (IOException e) {
            throw new ViewStoreException("Cannot write to the view's folder " + folder.toAbsolutePath(), e);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException _) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new ViewStoreException("Cannot release the view's folder", e);
        }
    }
}
