package io.nekoagents.capture.mds;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.xerial.snappy.Snappy;

/**
 * Snappy's plain format, without frames: the length of all that follows, then literals and copies. It compresses 64 KiB
 * at a time and a copy never reaches further back, so a shard can be put together from chunks that were compressed alone.
 */
record SnappyCodec() implements Codec {

    @Override
    public void compress(RawShard from, GrowingFile to) throws IOException {
        to.write(varint(from.size()));
        byte[] raw = new byte[Bytes.CHUNK];
        byte[] zip = new byte[Snappy.maxCompressedLength(Bytes.CHUNK)];
        ByteBuffer chunk = ByteBuffer.wrap(raw);
        for (long at = 0; at < from.size(); at += chunk.position()) {
            chunk.clear();
            while (chunk.hasRemaining() && from.read(chunk, at + chunk.position()) >= 0) {
                // until it is full or there is no more
            }
            int length = Snappy.compress(raw, 0, chunk.position(), zip, 0);
            int own = varint(chunk.position()).remaining();
            to.write(zip, own, length - own);
        }
    }

    private static ByteBuffer varint(long value) {
        ByteBuffer bytes = ByteBuffer.allocate(5);
        long rest = value;
        while (rest >= 0x80) {
            bytes.put((byte) ((rest & 0x7f) | 0x80));
            rest >>= 7;
        }
        return bytes.put((byte) rest).flip();
    }

    @Override
    public void decompress(InputStream from, RawFile to) throws IOException {
        new SnappyDecoder(from, to).decode();
    }
}
