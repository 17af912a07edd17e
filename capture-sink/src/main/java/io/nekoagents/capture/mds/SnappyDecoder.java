package io.nekoagents.capture.mds;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** Undoes Snappy's plain format with little memory: what a copy refers to is in the window, or else in the file behind it. */
final class SnappyDecoder {

    private static final int WINDOW = 1 << 18;
    private static final int KEPT = WINDOW / 2;

    private final InputStream from;
    private final RawFile to;
    private final byte[] window = new byte[WINDOW];
    /** In the window: how much is decoded, and how much of it is in the file. */
    private int decoded;

    private int flushed;
    /** Of everything that is decoded, how much came before the window. */
    private long before;

    SnappyDecoder(InputStream from, RawFile to) {
        this.from = from;
        this.to = to;
    }

    void decode() throws IOException {
        long length = number();
        if (length != to.expected()) {
            throw new IOException("holds %,d bytes; the index says %,d".formatted(length, to.expected()));
        }
        while (before + decoded < length) {
            element(next());
        }
        if (from.read() >= 0 || before + decoded > length) {
            throw new IOException("holds more than the %,d bytes that it says".formatted(length));
        }
        flush();
    }

    private long number() throws IOException {
        long number = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            int part = next();
            number |= (long) (part & 0x7f) << shift;
            if (part < 0x80) {
                return number;
            }
        }
        throw new IOException("begins with no length");
    }

    private void element(int tag) throws IOException {
        int six = tag >> 2;
        switch (tag & 3) {
            case 0 -> literal(six < 60 ? six + 1L : littleEndian(six - 59) + 1);
            case 1 -> copy(((tag & 0xe0L) << 3) + next(), (six & 7) + 4);
            case 2 -> copy(littleEndian(2), six + 1);
            default -> copy(littleEndian(4), six + 1);
        }
    }

    private long littleEndian(int bytes) throws IOException {
        long number = 0;
        for (int i = 0; i < bytes; i++) {
            number |= (long) next() << (8 * i);
        }
        return number;
    }

    private void literal(long length) throws IOException {
        for (long left = length; left > 0; ) {
            room();
            int read = from.read(window, decoded, (int) Math.min(left, WINDOW - decoded));
            if (read < 0) {
                throw new EOFException("ends in the middle");
            }
            decoded += read;
            left -= read;
        }
    }

    private void copy(long offset, int length) throws IOException {
        if (offset == 0 || offset > before + decoded) {
            throw new IOException("refers to what is not in it");
        }
        for (int i = 0; i < length; i++) {
            room();
            window[decoded] = offset <= decoded ? window[decoded - (int) offset] : earlier(before + decoded - offset);
            decoded++;
        }
    }

    private byte earlier(long position) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        to.channel().read(one, position);
        return one.get(0);
    }

    private void room() throws IOException {
        if (decoded == WINDOW) {
            flush();
            System.arraycopy(window, WINDOW - KEPT, window, 0, KEPT);
            before += WINDOW - KEPT;
            decoded = KEPT;
            flushed = KEPT;
        }
    }

    private void flush() throws IOException {
        to.write(ByteBuffer.wrap(window, flushed, decoded - flushed));
        flushed = decoded;
    }

    private int next() throws IOException {
        int value = from.read();
        if (value < 0) {
            throw new EOFException("ends in the middle");
        }
        return value;
    }
}
