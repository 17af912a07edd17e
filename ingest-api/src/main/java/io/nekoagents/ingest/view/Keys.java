package io.nekoagents.ingest.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Instant;

/** Keys of the store, made so that their order is the order of reading. */
final class Keys {

    private static final byte END_OF_ID = 0;

    private Keys() {}

    static byte[] id(String id) {
        return id.getBytes(UTF_8);
    }

    static String id(byte[] key) {
        return new String(key, UTF_8);
    }

    /** A place in a task's history. */
    static byte[] history(String taskId, long offset) {
        byte[] id = id(taskId);
        return ByteBuffer.allocate(id.length + 1 + Long.BYTES)
                .put(id)
                .put(END_OF_ID)
                .putLong(offset)
                .array();
    }

    static long offset(byte[] historyKey) {
        return ByteBuffer.wrap(historyKey).getLong(historyKey.length - Long.BYTES);
    }

    /** Newer moments come first. */
    static byte[] time(Instant createdAt, String taskId) {
        byte[] id = id(taskId);
        return ByteBuffer.allocate(Long.BYTES + id.length)
                .putLong(Long.MAX_VALUE - createdAt.toEpochMilli())
                .put(id)
                .array();
    }

    static Instant createdAt(byte[] timeKey) {
        return Instant.ofEpochMilli(Long.MAX_VALUE - ByteBuffer.wrap(timeKey).getLong());
    }

    static String taskId(byte[] timeKey) {
        return new String(timeKey, Long.BYTES, timeKey.length - Long.BYTES, UTF_8);
    }

    /** Whether a record's key can be part of a key here without being taken for another's. */
    static boolean usable(String id) {
        return !id.isEmpty() && id.indexOf(END_OF_ID) < 0;
    }
}
