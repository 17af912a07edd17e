package io.nekoagents.capture.mds;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.decoder.BrotliInputStream;
import com.aayushatharva.brotli4j.encoder.BrotliOutputStream;
import com.aayushatharva.brotli4j.encoder.Encoder;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** What is compressed as a stream: gzip, brotli, and what is not compressed at all. */
record StreamCodec(Wrapping<OutputStream> deflate, Wrapping<InputStream> inflate) implements Codec {

    /** A stream around another. */
    interface Wrapping<S> {
        S around(S stream) throws IOException;
    }

    static StreamCodec gz(int level) {
        return new StreamCodec(to -> new Gzip(to, level), from -> new GZIPInputStream(from, CHUNK));
    }

    static StreamCodec br(int level) {
        Brotli4jLoader.ensureAvailability();
        Encoder.Parameters parameters = Encoder.Parameters.create(level);
        return new StreamCodec(
                to -> new BrotliOutputStream(to, parameters, CHUNK), from -> new BrotliInputStream(from, CHUNK));
    }

    private static final int CHUNK = 1 << 16;

    @Override
    public void compress(RawShard from, GrowingFile to) throws IOException {
        // Closed streams end what they write, but the file is not theirs to close.
        try (OutputStream through = deflate.around(new Unclosed(to))) {
            Codec.copy(from, through);
        }
    }

    @Override
    public void decompress(InputStream from, RawFile to) throws IOException {
        try (InputStream through = inflate.around(from)) {
            Codec.copy(through, to);
        }
    }

    private static final class Gzip extends GZIPOutputStream {

        Gzip(OutputStream to, int level) throws IOException {
            super(to, CHUNK);
            def.setLevel(level);
        }
    }

    private static final class Unclosed extends FilterOutputStream {

        Unclosed(OutputStream to) {
            super(to);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            out.flush();
        }
    }
}
