package io.nekoagents.capture.mds;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** An uncompressed shard that is in no file yet: its header, and behind it the samples in the file they were added to. */
record RawShard(ByteBuffer header, FileChannel body, long bodyBytes, long samples) implements Bytes {

    long size() {
        return header.limit() + bodyBytes;
    }

    @Override
    public int read(ByteBuffer to, long at) throws IOException {
        if (at < header.limit()) {
            int length = Math.min(to.remaining(), header.limit() - (int) at);
            to.put(header.slice((int) at, length));
            return length;
        }
        long left = size() - at;
        if (left <= 0) {
            return -1;
        }
        // The file may be longer: it is used for one shard after the other.
        int end = to.limit();
        to.limit((int) Math.min(end, to.position() + left));
        int read = body.read(to, at - header.limit());
        to.limit(end);
        return read;
    }
}
