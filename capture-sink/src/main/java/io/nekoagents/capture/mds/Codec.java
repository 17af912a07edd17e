package io.nekoagents.capture.mds;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** A family of compression at a level. */
sealed interface Codec permits ZstdCodec, SnappyCodec, StreamCodec {

    static Codec of(Compression compression) {
        int level = compression.levelOrStandard();
        return switch (compression.family()) {
            case NONE -> new StreamCodec(to -> to, from -> from);
            case GZ -> StreamCodec.gz(level);
            case BR -> StreamCodec.br(level);
            case ZSTD -> new ZstdCodec(level);
            case SNAPPY -> new SnappyCodec();
        };
    }

    void compress(RawShard from, GrowingFile to) throws IOException;

    /** Ends with an {@link IOException} where the stream is not as it should be, or is longer than the sink takes. */
    void decompress(InputStream from, RawFile to) throws IOException;

    static void copy(InputStream from, RawFile to) throws IOException {
        byte[] chunk = new byte[Bytes.CHUNK];
        for (int read = from.read(chunk); read >= 0; read = from.read(chunk)) {
            to.write(ByteBuffer.wrap(chunk, 0, read));
        }
    }

    static void copy(RawShard from, OutputStream to) throws IOException {
        byte[] chunk = new byte[Bytes.CHUNK];
        long at = 0;
        for (int read = from.read(ByteBuffer.wrap(chunk), at);
                read >= 0;
                read = from.read(ByteBuffer.wrap(chunk), at)) {
            to.write(chunk, 0, read);
            at += read;
        }
    }
}
