package io.nekoagents.ingest.view;

import java.nio.ByteBuffer;

/**
 * Where among the commands or the facts of a kind a record is. Commands sort before facts.
 *
 * @param fact or else a command
 */
record LogPlace(boolean fact, int partition, long offset) {

    static final int BYTES = Byte.BYTES + Integer.BYTES + Long.BYTES;

    /** The place at the end of a key of the store. */
    static LogPlace of(byte[] key) {
        ByteBuffer end = ByteBuffer.wrap(key, key.length - BYTES, BYTES);
        return new LogPlace(end.get() != 0, end.getInt(), end.getLong());
    }

    byte[] bytes() {
        return ByteBuffer.allocate(BYTES)
                .put((byte) (fact ? 1 : 0))
                .putInt(partition)
                .putLong(offset)
                .array();
    }
}
