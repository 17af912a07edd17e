package io.nekoagents.desktop.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Writes what one member says to a WAV file, mono and 16 bit, from the first block to the closing. */
public final class WavRecorder implements Microphone.Listener, AutoCloseable {

    private static final int HEADER = 44;

    private final String session;
    private final FileChannel file;
    private final ByteBuffer waiting = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
    private int samplesPerSecond = 48_000;
    private @Nullable IOException failure;
    private boolean closed;

    public WavRecorder(Path path, String session) throws IOException {
        this.session = session;
        this.file = FileChannel.open(
                path, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        waiting.position(HEADER); // Written last, when the length is known.
    }

    @Override
    public synchronized void heard(Microphone.Block block) {
        if (closed || failure != null || !block.session().equals(session)) {
            return;
        }
        samplesPerSecond = block.samplesPerSecond();
        if (waiting.remaining() < 2 * block.samples().length) {
            flush();
        }
        for (short sample : block.samples()) {
            waiting.putShort(sample);
        }
    }

    private void flush() {
        try {
            waiting.flip();
            while (waiting.hasRemaining()) {
                file.write(waiting);
            }
        } catch (IOException e) {
            failure = e;
        }
        waiting.clear();
    }

    /** @throws IOException also for what went wrong before */
    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (file) {
            flush();
            if (failure != null) {
                throw failure;
            }
            file.write(header((int) file.size() - HEADER), 0);
        }
    }

    private ByteBuffer header(int bytes) {
        return ByteBuffer.allocate(HEADER)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(HEADER - 8 + bytes)
                .put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII))
                .putInt(16)
                .putShort((short) 1) // PCM
                .putShort((short) 1) // one channel
                .putInt(samplesPerSecond)
                .putInt(2 * samplesPerSecond)
                .putShort((short) 2)
                .putShort((short) 16)
                .put("data".getBytes(StandardCharsets.US_ASCII))
                .putInt(bytes)
                .flip();
    }
}
