package io.nekoagents.capture.mds;

import com.github.luben.zstd.EndDirective;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;

/**
 * Zstandard in one frame that says how long its content is: the reader of mosaicml-streaming takes no other. Without
 * workers of its own: what they make of the same shard differs from run to run.
 */
record ZstdCodec(int level) implements Codec {

    @Override
    public void compress(RawShard from, GrowingFile to) throws IOException {
        try (Arena memory = Arena.ofConfined();
                ZstdCompressCtx zstd = new ZstdCompressCtx()) {
            ByteBuffer raw = memory.allocate(Bytes.CHUNK).asByteBuffer();
            ByteBuffer zip = memory.allocate(Bytes.CHUNK).asByteBuffer();
            zstd.setLevel(level);
            zstd.setPledgedSrcSize(from.size());
            for (long at = 0; at < from.size(); at += raw.limit()) {
                raw.clear();
                fill(raw, from, at);
                boolean last = at + raw.limit() == from.size();
                deflate(zstd, raw, zip, last ? EndDirective.END : EndDirective.CONTINUE, to);
            }
        } catch (ZstdException e) {
            throw new IOException("cannot be compressed with zstd", e);
        }
    }

    private static void fill(ByteBuffer raw, RawShard from, long at) throws IOException {
        while (raw.hasRemaining() && from.read(raw, at + raw.position()) >= 0) {
            // until it is full or there is no more
        }
        raw.flip();
    }

    private static void deflate(ZstdCompressCtx zstd, ByteBuffer raw, ByteBuffer zip, EndDirective end, GrowingFile to)
            throws IOException {
        boolean done = false;
        while (!done) {
            zip.clear();
            boolean flushed = zstd.compressDirectByteBufferStream(zip, raw, end);
            zip.flip();
            to.write(zip);
            done = !raw.hasRemaining() && (flushed || end == EndDirective.CONTINUE);
        }
    }

    @Override
    public void decompress(InputStream from, RawFile to) throws IOException {
        try (InputStream through = new ZstdInputStreamNoFinalizer(from)) {
            Codec.copy(through, to);
        }
    }
}
