package io.nekoagents.capture.mds;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A file that one thread writes while others read behind it, so that what is compressed is hashed meanwhile. */
final class GrowingFile extends OutputStream implements Bytes {

    private final FileChannel channel;
    private long written;
    private boolean complete;
    private boolean failed;

    GrowingFile(FileChannel channel) {
        this.channel = channel;
    }

    void write(ByteBuffer bytes) throws IOException {
        int length = bytes.remaining();
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        grown(length);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        write(ByteBuffer.wrap(bytes, offset, length));
    }

    @Override
    public void write(int oneByte) throws IOException {
        write(new byte[] {(byte) oneByte});
    }

    private synchronized void grown(int length) {
        written += length;
        notifyAll();
    }

    /** Waits for more where the writer has not come so far. */
    @Override
    public int read(ByteBuffer to, long at) throws IOException {
        long there = awaitBeyond(at);
        if (there <= at) {
            return -1;
        }
        int end = to.limit();
        to.limit((int) Math.min(end, to.position() + there - at));
        int read = channel.read(to, at);
        to.limit(end);
        return read;
    }

    private synchronized long awaitBeyond(long at) throws IOException {
        try {
            while (written <= at && !complete && !failed) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        if (failed) {
            throw new IOException("what writes the file failed");
        }
        return written;
    }

    synchronized void complete() {
        complete = true;
        notifyAll();
    }

    /** Of no effect once it is complete. */
    synchronized void fail() {
        failed = !complete;
        notifyAll();
    }

    synchronized long size() {
        return written;
    }
}
