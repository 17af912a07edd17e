package io.nekoagents.ingest.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;

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

    /** Before all records of what the tenant calls so. */
    static byte[] firstOf(String tenant, String id) {
        return ByteBuffer.allocate(lengthOf(tenant, id))
                .put(id(tenant))
                .put(END_OF_ID)
                .put(id(id))
                .put(END_OF_ID)
                .array();
    }

    /** After all records of what the tenant calls so. */
    static byte[] afterLastOf(String tenant, String id) {
        byte[] end = firstOf(tenant, id);
        end[end.length - 1] = END_OF_ID + 1;
        return end;
    }

    /** A record of what the tenant calls so: commands come before facts. */
    static byte[] told(String tenant, String id, LogPlace place) {
        byte[] before = firstOf(tenant, id);
        return ByteBuffer.allocate(before.length + LogPlace.BYTES)
                .put(before)
                .put(place.bytes())
                .array();
    }

    private static int lengthOf(String tenant, String id) {
        return id(tenant).length + id(id).length + 2;
    }

    /** A tenant's tasks are side by side; of them newer moments come first. */
    static byte[] time(String tenant, Instant createdAt, String taskId) {
        byte[] id = id(taskId);
        byte[] before = firstOf(tenant);
        return ByteBuffer.allocate(before.length + Long.BYTES + id.length)
                .put(before)
                .putLong(Long.MAX_VALUE - createdAt.toEpochMilli())
                .put(id)
                .array();
    }

    /** Before all tasks of the tenant. */
    static byte[] firstOf(String tenant) {
        byte[] name = id(tenant);
        return Arrays.copyOf(name, name.length + 1);
    }

    /** After all tasks of the tenant. */
    static byte[] afterLastOf(String tenant) {
        byte[] end = firstOf(tenant);
        end[end.length - 1] = END_OF_ID + 1;
        return end;
    }

    static Instant createdAt(String tenant, byte[] timeKey) {
        return Instant.ofEpochMilli(Long.MAX_VALUE - ByteBuffer.wrap(timeKey).getLong(firstOf(tenant).length));
    }

    static String taskId(String tenant, byte[] timeKey) {
        int begin = firstOf(tenant).length + Long.BYTES;
        return new String(timeKey, begin, timeKey.length - begin, UTF_8);
    }

    /** Whether a record's key can be part of a key here without being taken for another's. */
    static boolean usable(String id) {
        return !id.isEmpty() && id.indexOf(END_OF_ID) < 0;
    }
}
