package io.nekoagents.ingest.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nekoagents.ingest.delivery.Line;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;

/**
 * Where in the store's lines a task waits for its next delivery: by partition, line, and when it is due. All tasks of
 * one line are side by side, the one that is due first before the others.
 */
final class DeliveryKeys {

    private static final byte END = 0;

    private DeliveryKeys() {}

    static byte[] place(int partition, Line line, Instant at, String taskId) {
        byte[] first = firstOf(partition, line);
        byte[] id = taskId.getBytes(UTF_8);
        return ByteBuffer.allocate(first.length + Long.BYTES + id.length)
                .put(first)
                .putLong(at.toEpochMilli())
                .put(id)
                .array();
    }

    /** Before all lines of the partition. */
    static byte[] firstOf(int partition) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(partition).array();
    }

    /** After everything of the line that a place is in. */
    static byte[] afterLineOf(byte[] place) {
        byte[] end = Arrays.copyOf(place, endOfLine(place));
        end[end.length - 1] = END + 1;
        return end;
    }

    static Line line(byte[] place) {
        int tenantEnd = end(place, Integer.BYTES);
        int receiverEnd = end(place, tenantEnd + 1);
        return new Line(
                new String(place, Integer.BYTES, tenantEnd - Integer.BYTES, UTF_8),
                new String(place, tenantEnd + 1, receiverEnd - tenantEnd - 1, UTF_8));
    }

    static Instant at(byte[] place) {
        return Instant.ofEpochMilli(ByteBuffer.wrap(place).getLong(endOfLine(place)));
    }

    static String taskId(byte[] place) {
        int begin = endOfLine(place) + Long.BYTES;
        return new String(place, begin, place.length - begin, UTF_8);
    }

    private static byte[] firstOf(int partition, Line line) {
        byte[] tenant = line.tenant().getBytes(UTF_8);
        byte[] receiver = line.receiver().getBytes(UTF_8);
        return ByteBuffer.allocate(Integer.BYTES + tenant.length + receiver.length + 2)
                .putInt(partition)
                .put(tenant)
                .put(END)
                .put(receiver)
                .put(END)
                .array();
    }

    private static int endOfLine(byte[] place) {
        return end(place, end(place, Integer.BYTES) + 1) + 1;
    }

    private static int end(byte[] place, int from) {
        int end = from;
        while (place[end] != END) {
            end++;
        }
        return end;
    }
}
