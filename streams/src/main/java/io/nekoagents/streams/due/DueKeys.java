package io.nekoagents.streams.due;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Keys in the order in which time will change what they are of. An entry's key is the moment, 8 bytes big-endian, then the key. */
public final class DueKeys {

    private static final byte[] PRESENT = {};

    private final KeyValueStore<Bytes, byte[]> store;

    public DueKeys(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    public void move(String key, Optional<Instant> from, Optional<Instant> to) {
        if (!from.equals(to)) {
            from.ifPresent(due -> store.delete(entry(due, key)));
            to.ifPresent(due -> store.put(entry(due, key), PRESENT));
        }
    }

    /** What is due, earliest first. */
    public List<String> due(Instant now, int most) {
        List<String> due = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> entries =
                store.range(entry(Instant.EPOCH, ""), entry(now.plusMillis(1), ""))) {
            while (entries.hasNext() && due.size() < most) {
                byte[] key = entries.next().key.get();
                due.add(new String(key, Long.BYTES, key.length - Long.BYTES, UTF_8));
            }
        }
        return due;
    }

    private static Bytes entry(Instant due, String id) {
        byte[] bytes = id.getBytes(UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(Long.BYTES + bytes.length)
                .putLong(due.toEpochMilli())
                .put(bytes)
                .array());
    }
}
