package io.nekoagents.capture.mds;

import com.aayushatharva.brotli4j.Brotli4jLoader;

/** What shards can be compressed with on this machine. */
public final class Compressions {

    private Compressions() {}

    /** Whether its library is there; that of brotli is not for every machine. */
    public static boolean areHere(Compression compression) {
        return switch (compression.family()) {
            case NONE, ZSTD, GZ, SNAPPY -> true;
            case BR -> Brotli4jLoader.isAvailable();
        };
    }
}
