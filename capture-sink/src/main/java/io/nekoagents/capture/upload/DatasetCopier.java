package io.nekoagents.capture.upload;

import io.nekoagents.capture.dataset.DatasetState;
import io.nekoagents.capture.dataset.ShardRecords;
import io.nekoagents.capture.mds.MdsIndex;
import io.nekoagents.capture.store.Address;
import io.nekoagents.capture.store.Store;
import io.nekoagents.capture.store.StoreException;
import io.nekoagents.capture.store.Stores;
import io.nekoagents.schema.capture.ShardFile;
import io.nekoagents.schema.capture.ShardSealed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;

/** Copies the files of a dataset. What is there already, and as long as it should be, is not copied again. */
final class DatasetCopier {

    private final Stores stores;
    private final Path work;

    /** @param work folder for one shard at a time */
    DatasetCopier(Stores stores, Path work) {
        this.stores = stores;
        this.work = work;
    }

    /** A shard is at none of its places any more. */
    static final class ShardGoneException extends Exception {

        private static final long serialVersionUID = 1L;

        ShardGoneException(String message) {
            super(message);
        }
    }

    /**
     * Copies all shards, and then the index.
     *
     * @param progress is told how many bytes are there, after each shard
     * @throws StoreException if a store does not do its part; another try goes on where this one ended
     */
    void copy(DatasetState dataset, Address to, LongConsumer progress)
            throws IOException, ShardGoneException, InterruptedException {
        Store target = stores.at(to);
        List<ShardSealed> shards = dataset.allShards();
        long bytes = 0;
        for (ShardSealed shard : shards) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            ShardFile file = ShardRecords.stored(shard);
            if (target.size(file.getBasename()).orElse(-1) != file.getBytes()) {
                copy(shard, file, target);
            }
            bytes += file.getBytes();
            progress.accept(bytes);
        }
        byte[] index = ShardRecords.index(shards).json().getBytes(StandardCharsets.UTF_8);
        target.put(MdsIndex.BASENAME, index, "application/json");
    }

    private void copy(ShardSealed shard, ShardFile file, Store target) throws IOException, ShardGoneException {
        Files.createDirectories(work);
        Path copy = Files.createTempFile(work, "shard", ".copy");
        try {
            for (String place : shard.getPlaces()) {
                Store source = stores.at(Address.parse(place));
                if (source.get(file.getBasename(), copy) && Files.size(copy) == file.getBytes()) {
                    target.put(file.getBasename(), copy);
                    return;
                }
            }
            throw new ShardGoneException("The shard " + file.getBasename() + " is not there any more");
        } finally {
            Files.deleteIfExists(copy);
        }
    }
}
