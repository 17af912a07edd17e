package io.nekoagents.capture.mds;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Where each sample of a shard ends, counted from the first one's start: four bytes a sample is all that is in memory. */
final class SampleEnds {

    private int[] ends = new int[64];
    private int size;

    void add(long end) {
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, size * 2);
        }
        ends[size++] = (int) end;
    }

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    /** All that comes before the samples: their number, where each begins and the last one ends, the configuration. */
    ByteBuffer header(byte[] config) {
        int first = 4 + 4 * (size + 1) + config.length;
        ByteBuffer header = ByteBuffer.allocate(first).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(size).putInt(first);
        for (int i = 0; i < size; i++) {
            header.putInt(first + ends[i]);
        }
        return header.put(config).flip();
    }
}
