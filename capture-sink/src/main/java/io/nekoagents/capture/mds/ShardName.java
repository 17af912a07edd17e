package io.nekoagents.capture.mds;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** How a shard's uncompressed file is called, which may depend on what is in it. */
public record ShardName(Set<Hash> needed, Function<Map<Hash, String>, String> basename) {

    public static ShardName of(String basename) {
        return new ShardName(EnumSet.noneOf(Hash.class), _ -> basename);
    }

    /** Of the hash of the uncompressed shard, in hex, whether the format asks for it or not. */
    public static ShardName of(Hash hash, Function<String, String> basename) {
        return new ShardName(EnumSet.of(hash), hashes -> basename.apply(hashes.getOrDefault(hash, "")));
    }
}
