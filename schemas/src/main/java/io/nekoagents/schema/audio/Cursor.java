package io.nekoagents.schema.audio;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** A place in some bytes, from which numbers and names are read on; never past their end. */
final class Cursor {

    private final byte[] bytes;
    private final int end;
    private int at;

    Cursor(byte[] bytes, int at, int end) {
        this.bytes = bytes;
        this.at = at;
        this.end = end;
    }

    int at() {
        return at;
    }

    int left() {
        return end - at;
    }

    void skip(long count) throws InvalidRecordingException {
        require(count);
        at += (int) count;
    }

    /** What is next in its own bounds. */
    Cursor part(long count) throws InvalidRecordingException {
        require(count);
        Cursor part = new Cursor(bytes, at, at + (int) count);
        at += (int) count;
        return part;
    }

    /** From here, without going on. */
    Cursor again() {
        return new Cursor(bytes, at, end);
    }

    int u8() throws InvalidRecordingException {
        require(1);
        return bytes[at++] & 0xff;
    }

    /** Least byte first. */
    int u16le() throws InvalidRecordingException {
        return u8() | (u8() << 8);
    }

    /** Least byte first. */
    long u32le() throws InvalidRecordingException {
        return u16le() | ((long) u16le() << 16);
    }

    /** Least byte first. */
    long s64le() throws InvalidRecordingException {
        return u32le() | (u32le() << 32);
    }

    /** Greatest byte first. */
    int u16be() throws InvalidRecordingException {
        return (int) number(2);
    }

    /** Greatest byte first, of at most 7 bytes. */
    long number(int count) throws InvalidRecordingException {
        long value = 0;
        for (int i = 0; i < count; i++) {
            value = (value << 8) | u8();
        }
        return value;
    }

    String name(int count) throws InvalidRecordingException {
        require(count);
        String name = new String(bytes, at, count, ISO_8859_1);
        at += count;
        return name;
    }

    private void require(long count) throws InvalidRecordingException {
        if (count < 0 || count > left()) {
            throw new InvalidRecordingException("is cut off after %d bytes".formatted(end));
        }
    }
}
