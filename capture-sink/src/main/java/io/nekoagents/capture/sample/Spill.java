package io.nekoagents.capture.sample;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Takes bytes into memory, and all of them into a file once there are too many. For one thread. */
final class Spill extends OutputStream {

    private final Path folder;
    private final int most;
    private final Memory memory;
    private @Nullable Path file;
    private @Nullable OutputStream open;

    /** Gives what it has without a copy. */
    private static final class Memory extends ByteArrayOutputStream {

        private Memory(int bytes) {
            super(bytes);
        }

        private ByteBuffer bytes() {
            return ByteBuffer.wrap(buf, 0, count);
        }
    }

    /**
     * @param folder of the file
     * @param most bytes in memory
     * @param expected bytes, as far as that is known
     */
    Spill(Path folder, int most, long expected) {
        this.folder = folder;
        this.most = most;
        this.memory = new Memory(Math.clamp(expected, 0, most));
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (open == null && memory.size() + (long) length > most) {
            spill();
        }
        if (open == null) {
            memory.write(bytes, offset, length);
        } else {
            open.write(bytes, offset, length);
        }
    }

    @Override
    public void write(int oneByte) throws IOException {
        write(new byte[] {(byte) oneByte});
    }

    private void spill() throws IOException {
        file = Files.createTempFile(folder, "payload", ".zip");
        open = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
        memory.writeTo(open);
        memory.reset();
    }

    /** What was written, as a sample takes it: a {@link ByteBuffer} or a {@link Path}. To be asked for once it is closed. */
    Object value() {
        return file == null ? memory.bytes() : file;
    }

    @Override
    public void close() throws IOException {
        if (open != null) {
            open.close();
        }
    }
}
