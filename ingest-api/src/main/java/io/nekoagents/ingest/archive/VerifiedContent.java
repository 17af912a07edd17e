package io.nekoagents.ingest.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Content of a known length and hash, passed on as it is read, but for its last bytes: those come once all of it is known
 * to be what it should be. Whoever was told the length never takes another content for this one.
 */
public final class VerifiedContent extends FilterInputStream {

    private static final int CHUNK = 64 << 10;

    private final MessageDigest hash = sha256();
    private final byte[] chunk = new byte[CHUNK];
    private final String expected;
    private long left;
    private int at;
    private int end;

    /**
     * @param stored of that length
     * @param sha256 in lower-case hex
     */
    public VerifiedContent(Archive.Stored stored, String sha256) {
        super(stored.content());
        this.left = stored.bytes();
        this.expected = sha256;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** Of bytes, in lower-case hex. */
    public static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(sha256().digest(bytes));
    }

    @Override
    public int read() throws IOException {
        return fill() ? chunk[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, end - at);
        System.arraycopy(chunk, at, into, offset, count);
        at += count;
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        return readNBytes((int) Math.min(count, CHUNK)).length;
    }

    @Override
    public int available() {
        return end - at;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** Whether there is something to pass on. */
    private boolean fill() throws IOException {
        if (at < end) {
            return true;
        }
        if (left == 0) {
            return false;
        }
        int count = in.readNBytes(chunk, 0, (int) Math.min(CHUNK, left));
        hash.update(chunk, 0, count);
        left -= count;
        if (count == 0 || (left == 0 && !HexFormat.of().formatHex(hash.digest()).equals(expected))) {
            at = 0;
            end = 0;
            throw new IOException("It is not what was recorded");
        }
        at = 0;
        end = count;
        return true;
    }
}
