package io.nekoagents.capture.mds;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Where a shard is decompressed to. It takes no more than the shard is said to have, whatever the stream holds. */
record RawFile(FileChannel channel, long expected) {

    void write(ByteBuffer bytes) throws IOException {
        if (channel.position() + bytes.remaining() > expected) {
            throw new IOException("holds more than the %,d bytes that the index says".formatted(expected));
        }
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    void checkComplete() throws IOException {
        if (channel.position() < expected) {
            throw new IOException("holds %,d bytes; the index says %,d".formatted(channel.position(), expected));
        }
    }
}
