package io.nekoagents.capture.mds;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A whole dataset in a folder: {@code shard.00000.mds} and so on, and {@link #finish} writes the index that names them.
 * Closed before it is finished, it leaves sealed shards that no index names. For one thread.
 */
public final class MdsWriter implements AutoCloseable {

    private final Path folder;
    private final List<ShardEntry> sealed = new ArrayList<>();
    private final ShardWriter shard;

    private MdsWriter(Path folder, ShardWriter shard) {
        this.folder = folder;
        this.shard = shard;
    }

    /** Makes the folder where it is not there; throws {@link IOException} where a dataset is in it. */
    public static MdsWriter create(Path folder, ShardFormat format) throws IOException {
        Files.createDirectories(folder);
        if (Files.exists(folder.resolve(MdsIndex.BASENAME))) {
            throw new MdsFormatException(folder, "has a dataset in it");
        }
        return new MdsWriter(folder, ShardWriter.open(folder, format));
    }

    public void write(Sample sample) throws IOException {
        if (!shard.fits(sample)) {
            seal();
        }
        shard.add(sample);
    }

    /** Throws what {@link #write} throws for a sample that no shard could take, and writes nothing. */
    public void check(Sample sample) {
        boolean _ = shard.fits(sample);
    }

    private void seal() throws IOException {
        sealed.add(shard.seal("shard.%05d.mds".formatted(sealed.size())).entry());
    }

    /** What the index says now, which is on the disk for good. */
    public MdsIndex finish() throws IOException {
        if (shard.samples() > 0) {
            seal();
        }
        MdsIndex index = new MdsIndex(sealed);
        index.writeTo(folder);
        return index;
    }

    @Override
    public void close() throws IOException {
        shard.close();
    }
}
