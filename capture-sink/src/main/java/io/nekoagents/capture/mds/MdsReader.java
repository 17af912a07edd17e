package io.nekoagents.capture.mds;

import java.io.IOException;
import java.nio.file.Path;

/** A dataset in a folder. */
public final class MdsReader {

    private final Path folder;
    private final MdsIndex index;

    private MdsReader(Path folder, MdsIndex index) {
        this.folder = folder;
        this.index = index;
    }

    public static MdsReader open(Path folder) throws IOException {
        return new MdsReader(folder, MdsIndex.read(folder));
    }

    public MdsIndex index() {
        return index;
    }

    public ShardReader shard(int number) throws IOException {
        ShardEntry entry = index.shards().get(number);
        return ShardReader.open(folder.resolve(entry.file().basename()), entry);
    }
}
