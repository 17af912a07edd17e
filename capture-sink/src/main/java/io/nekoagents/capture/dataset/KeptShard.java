package io.nekoagents.capture.dataset;

import io.nekoagents.schema.capture.ShardFile;
import io.nekoagents.schema.capture.ShardSealed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A shard as it is kept in memory, of which there may be very many: without the ids of its episodes, and what it has in
 * common with the one before it, which is nearly all but its files, is there once.
 */
final class KeptShard {

    private KeptShard() {}

    static ShardSealed of(ShardSealed sealed, DatasetKey key, @Nullable ShardSealed before) {
        ShardFile compressed = sealed.getCompressed();
        return ShardSealed.newBuilder(sealed)
                .setTenant(key.tenant())
                .setDatasetId(key.datasetId())
                .setPlaces(shared(List.copyOf(sealed.getPlaces()), before, ShardSealed::getPlaces))
                .setColumns(shared(List.copyOf(sealed.getColumns()), before, ShardSealed::getColumns))
                .setCompression(shared(sealed.getCompression(), before, ShardSealed::getCompression))
                .setHashes(shared(List.copyOf(sealed.getHashes()), before, ShardSealed::getHashes))
                .setSizeLimit(shared(sealed.getSizeLimit(), before, ShardSealed::getSizeLimit))
                .setRaw(file(sealed.getRaw()))
                .setCompressed(compressed == null ? null : file(compressed))
                .setEpisodeIds(List.of())
                .setSealedBy(shared(sealed.getSealedBy(), before, ShardSealed::getSealedBy))
                .build();
    }

    private static <T extends @Nullable Object> T shared(
            T own, @Nullable ShardSealed before, Function<ShardSealed, T> part) {
        T other = before == null ? own : part.apply(before);
        return Objects.equals(own, other) ? other : own;
    }

    private static ShardFile file(ShardFile file) {
        Map<String, String> hashes = new HashMap<>();
        file.getHashes().forEach((hash, hex) -> hashes.put(hash.intern(), hex));
        return new ShardFile(file.getBasename(), file.getBytes(), Map.copyOf(hashes));
    }
}
