package io.nekoagents.capture.mds;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;

/**
 * What all shards of a dataset have in common. Columns are put in order by name and hashes too, as MDS has them.
 *
 * @param sizeLimit the most bytes of an uncompressed shard; 0 for as many as can be
 */
public record ShardFormat(List<Column> columns, Compression compression, List<Hash> hashes, long sizeLimit) {

    /** Offsets in a shard are of 32 bits. */
    public static final long MAX_BYTES = (1L << 32) - 1;

    public ShardFormat {
        columns = columns.stream()
                .sorted(Comparator.comparing(Column::name, ShardFormat::byCodePoint))
                .toList();
        hashes = hashes.stream().sorted(Comparator.comparing(Hash::text)).toList();
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("columns must not be empty");
        }
        if (new HashSet<>(columns.stream().map(Column::name).toList()).size() < columns.size()) {
            throw new IllegalArgumentException("columns must each have another name");
        }
        if (new HashSet<>(hashes).size() < hashes.size()) {
            throw new IllegalArgumentException("hashes must be named once");
        }
        if (sizeLimit < 0 || sizeLimit > MAX_BYTES) {
            throw new IllegalArgumentException("sizeLimit must be within 0 and %,d".formatted(MAX_BYTES));
        }
    }

    private static int byCodePoint(String one, String other) {
        int[] left = one.codePoints().toArray();
        int[] right = other.codePoints().toArray();
        return Arrays.compare(left, right);
    }

    /** The most bytes that a shard really may have. */
    long ceiling() {
        return sizeLimit == 0 ? MAX_BYTES : sizeLimit;
    }
}
