package io.nekoagents.capture.mds;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A sample's bytes, still in parts: the lengths of what has no fixed one, then each column's own. */
record EncodedSample(ByteBuffer lengths, List<Datum> data, long size) {

    static EncodedSample of(ShardFormat format, Sample sample) {
        for (String name : sample.values().keySet()) {
            if (format.columns().stream().noneMatch(column -> column.name().equals(name))) {
                throw new InvalidSampleException(name, "is not in the shard's format");
            }
        }
        List<Datum> data = new ArrayList<>(format.columns().size());
        ByteBuffer lengths = ByteBuffer.allocate(4 * format.columns().size()).order(ByteOrder.LITTLE_ENDIAN);
        long size = 0;
        for (Column column : format.columns()) {
            Datum datum = encode(column, sample.values());
            if (column.encoding().size().isEmpty()) {
                lengths.putInt((int) checked(column, datum.size()));
            }
            size += datum.size();
            data.add(datum);
        }
        lengths.flip();
        return new EncodedSample(lengths, data, lengths.remaining() + size);
    }

    private static Datum encode(Column column, Map<String, ?> values) {
        if (!values.containsKey(column.name())) {
            throw new InvalidSampleException(column.name(), "is missing");
        }
        try {
            return column.encoding().encode(values.get(column.name()));
        } catch (IllegalArgumentException e) {
            throw new InvalidSampleException(column.name(), String.valueOf(e.getMessage()));
        }
    }

    private static long checked(Column column, long size) {
        if (size > ShardFormat.MAX_BYTES) {
            throw new InvalidSampleException(column.name(), "must be less than 4 GiB");
        }
        return size;
    }
}
