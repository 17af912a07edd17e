package io.nekoagents.capture.mds;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A file that one thread writes while others read what it writes, so that what is compressed is hashed meanwhile. What
 * not all have read yet is in a ring of fixed size. It is written past the system's cache where that can be done: a
 * shard is forced to the disk anyway, and to find it free pages costs more than its hash does.
 */
final class GrowingFile extends OutputStream {

    private static final int PIECE = 1 << 20;
    private static final int RING = 8 * PIECE;
    private static final int MAX_BLOCK = 1 << 16;

    private final FileChannel channel;
    private final int block;
    private final ByteBuffer ring;
    private final List<Reader> readers = new ArrayList<>();
    private long written;
    private long flushed;
    private boolean complete;
    private boolean failed;

    private GrowingFile(FileChannel channel, int block, ByteBuffer ring) {
        this.channel = channel;
        this.block = block;
        this.ring = ring;
    }

    static GrowingFile open(Path file, Arena memory) throws IOException {
        long block = Files.getFileStore(file).getBlockSize();
        ByteBuffer ring = memory.allocate(RING, MAX_BLOCK).asByteBuffer();
        if (DirectIo.OPTION.isPresent() && block <= MAX_BLOCK && Long.bitCount(block) == 1) {
            try {
                FileChannel direct = FileChannel.open(file, StandardOpenOption.WRITE, DirectIo.OPTION.get());
                return new GrowingFile(direct, (int) block, ring);
            } catch (UnsupportedOperationException | IOException _) {
                // Not every file system can; and if it is for another cause, that will be said next.
            }
        }
        return new GrowingFile(FileChannel.open(file, StandardOpenOption.WRITE), 1, ring);
    }

    /** One that reads all, and must do so or be closed: the writer waits for it. To be had before anything is written. */
    Reader reader() {
        Reader reader = new Reader();
        readers.add(reader);
        return reader;
    }

    void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            int at = (int) (written % RING);
            int length = Math.min(Math.min(bytes.remaining(), RING - at), awaitRoom());
            ring.put(at, bytes, bytes.position(), length);
            bytes.position(bytes.position() + length);
            grown(length);
            while (written - flushed >= PIECE) {
                flush(PIECE);
                flushed += PIECE;
            }
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        write(ByteBuffer.wrap(bytes, offset, length));
    }

    @Override
    public void write(int oneByte) throws IOException {
        write(new byte[] {(byte) oneByte});
    }

    private synchronized int awaitRoom() throws IOException {
        while (written - slowest() >= RING) {
            await();
        }
        return (int) (RING - (written - slowest()));
    }

    private long slowest() {
        long slowest = flushed;
        for (Reader reader : readers) {
            slowest = Math.min(slowest, reader.position);
        }
        return slowest;
    }

    private synchronized void grown(int length) {
        written += length;
        notifyAll();
    }

    private void flush(int length) throws IOException {
        ByteBuffer piece = ring.slice((int) (flushed % RING), length);
        long at = flushed;
        while (piece.hasRemaining()) {
            at += channel.write(piece, at);
        }
    }

    /** All of it is on the disk when this returns. */
    void complete() throws IOException {
        synchronized (this) {
            complete = true;
            notifyAll();
        }
        // Past the cache only whole blocks can be written.
        int rest = (int) (written - flushed);
        flush((rest + block - 1) / block * block);
        channel.truncate(written);
        channel.force(true);
    }

    @Override
    public void close() throws IOException {
        synchronized (this) {
            failed = !complete;
            notifyAll();
        }
        channel.close();
    }

    long size() {
        return written;
    }

    /** Called in loops that look at what is waited for. */
    @SuppressWarnings("WaitNotInLoop")
    private void await() throws InterruptedIOException {
        try {
            wait();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a shard was written");
        }
    }

    final class Reader implements Bytes, AutoCloseable {

        private long position;

        /** Waits for more where the writer has not come so far. Only from where it read last. */
        @Override
        public int read(ByteBuffer to, long at) throws IOException {
            long there = awaitBeyond(at);
            if (there == at) {
                return -1;
            }
            int from = (int) (at % RING);
            int length = (int) Math.min(Math.min(to.remaining(), RING - from), there - at);
            to.put(ring.slice(from, length));
            moved(at + length);
            return length;
        }

        private long awaitBeyond(long at) throws IOException {
            synchronized (GrowingFile.this) {
                while (written == at && !complete && !failed) {
                    await();
                }
                if (failed) {
                    throw new IOException("what writes the file failed");
                }
                return written;
            }
        }

        private void moved(long to) {
            synchronized (GrowingFile.this) {
                position = to;
                GrowingFile.this.notifyAll();
            }
        }

        @Override
        public void close() {
            moved(Long.MAX_VALUE);
        }
    }
}
