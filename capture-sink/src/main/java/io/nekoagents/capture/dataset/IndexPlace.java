package io.nekoagents.capture.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nekoagents.capture.mds.MdsIndex;
import io.nekoagents.capture.store.Store;
import io.nekoagents.capture.store.StoreException;
import io.nekoagents.schema.capture.ShardFile;
import io.nekoagents.schema.capture.ShardSealed;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The index of one dataset at one place. For one thread. */
final class IndexPlace {

    /** Two hundred thousand shards and more. */
    private static final int MOST_BYTES = 256 << 20;

    private final String place;
    private final Store store;
    private byte @Nullable [] written;
    private Set<String> named = Set.of();

    IndexPlace(String place, Store store) {
        this.place = place;
        this.store = store;
    }

    /**
     * Puts the index there, unless it is.
     *
     * @param look whether to look at what is there rather than remember it
     * @return whether something else was there
     * @throws StoreException if the place cannot be read or written, or does not have a shard that it should
     */
    boolean keep(List<ShardSealed> all, boolean look) {
        List<ShardSealed> here =
                all.stream().filter(shard -> shard.getPlaces().contains(place)).toList();
        byte[] wanted = ShardRecords.index(here).json().getBytes(UTF_8);
        if (look || written == null) {
            Optional<byte[]> there = store.get(MdsIndex.BASENAME, MOST_BYTES);
            written = there.orElse(null);
            named = there.map(IndexPlace::namedIn).orElse(Set.of());
        }
        if (Arrays.equals(written, wanted)) {
            return false;
        }
        requireThere(here);
        store.put(MdsIndex.BASENAME, wanted, "application/json");
        written = wanted;
        named = here.stream().map(shard -> shard.getRaw().getBasename()).collect(Collectors.toSet());
        return true;
    }

    /** One that cannot be read names nothing. */
    private static Set<String> namedIn(byte[] index) {
        try {
            return MdsIndex.parse(new String(index, UTF_8)).shards().stream()
                    .map(shard -> shard.rawData().basename())
                    .collect(Collectors.toSet());
        } catch (IllegalArgumentException _) {
            return Set.of();
        }
    }

    /**
     * What the log says was true when it was written. Where it is not here, the folder is another machine's, and an index
     * here would name what is not there.
     */
    private void requireThere(List<ShardSealed> shards) {
        for (ShardSealed shard : shards) {
            ShardFile file = ShardRecords.stored(shard);
            if (!named.contains(shard.getRaw().getBasename())
                    && store.size(file.getBasename()).orElse(-1) != file.getBytes()) {
                throw new StoreException(
                        place + " does not have the shard " + file.getBasename()
                                + " that was put there; a folder must be the same for all sinks",
                        null);
            }
        }
    }
}
