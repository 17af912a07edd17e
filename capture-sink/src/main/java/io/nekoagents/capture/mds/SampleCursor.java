package io.nekoagents.capture.mds;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Walks through a dataset, one shard open at a time. */
public final class SampleCursor implements AutoCloseable {

    private final MdsReader dataset;
    private int shard;
    private long sample;
    private @Nullable ShardReader open;

    SampleCursor(MdsReader dataset) {
        this.dataset = dataset;
    }

    /** Empty at the end. */
    public Optional<Sample> next() throws IOException {
        while (shard < dataset.index().shards().size()) {
            ShardReader reader = open == null ? dataset.shard(shard) : open;
            open = reader;
            if (sample < reader.samples()) {
                return Optional.of(reader.get(sample++));
            }
            close();
            shard++;
            sample = 0;
        }
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        ShardReader reader = open;
        open = null;
        if (reader != null) {
            reader.close();
        }
    }
}
