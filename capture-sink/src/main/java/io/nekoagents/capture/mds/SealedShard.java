package io.nekoagents.capture.mds;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A shard that is wholly on the disk, and what the index is to say of it. */
public record SealedShard(Path file, ShardEntry entry) {

    /** Within one file system, all at once; what was there under that name is replaced. */
    public SealedShard moveTo(Path folder) throws IOException {
        Path there = folder.resolve(entry.file().basename());
        Files.move(file, there, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Durable.folder(folder);
        return new SealedShard(there, entry);
    }
}
