package io.nekoagents.capture.mds;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** A file as the index tells of it; hashes in lower-case hex. */
public record FileEntry(String basename, long bytes, Map<Hash, String> hashes) {

    public FileEntry {
        hashes = Collections.unmodifiableMap(new TreeMap<>(hashes));
    }

    FileEntry named(String other) {
        return new FileEntry(other, bytes, hashes);
    }
}
