package io.nekoagents.streams.lifecycle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Tasks in the order in which time will change them. A key is the moment, 8 bytes big-endian, then the task's id. */
final class DueTasks {

    private static final byte[] PRESENT = {};

    private final KeyValueStore<Bytes, byte[]> store;

    DueTasks(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    void move(String taskId, Optional<Instant> from, Optional<Instant> to) {
        if (!from.equals(to)) {
            from.ifPresent(due -> store.delete(key(due, taskId)));
            to.ifPresent(due -> store.put(key(due, taskId), PRESENT));
        }
    }

    /** The tasks that are due, earliest first. */
    List<String> due(Instant now, int most) {
        List<String> due = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> entries =
                store.range(key(Instant.EPOCH, ""), key(now.plusMillis(1), ""))) {
            while (entries.hasNext() && due.size() < most) {
                byte[] key = entries.next().key.get();
                due.add(new String(key, Long.BYTES, key.length - Long.BYTES, UTF_8));
            }
        }
        return due;
    }

    private static Bytes key(Instant due, String taskId) {
        byte[] id = taskId.getBytes(UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(Long.BYTES + id.length)
                .putLong(due.toEpochMilli())
                .put(id)
                .array());
    }
}
