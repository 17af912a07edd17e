package io.nekoagents.ingest.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** The offsets in the store: each the first that the store does not cover. */
record StoredOffsets(ViewStore store) {

    Map<TopicPartition, Long> read(List<TopicPartition> partitions) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        for (TopicPartition partition : partitions) {
            byte[] value = store.get(Column.META, key(partition));
            if (value != null) {
                offsets.put(partition, ByteBuffer.wrap(value).getLong());
            }
        }
        return offsets;
    }

    static Map<byte[], byte[]> entries(Map<TopicPartition, Long> offsets) {
        Map<byte[], byte[]> entries = HashMap.newHashMap(offsets.size());
        offsets.forEach((partition, offset) -> entries.put(
                key(partition), ByteBuffer.allocate(Long.BYTES).putLong(offset).array()));
        return entries;
    }

    private static byte[] key(TopicPartition partition) {
        return ("offset/" + partition).getBytes(UTF_8);
    }
}
