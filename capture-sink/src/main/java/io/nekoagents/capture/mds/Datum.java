package io.nekoagents.capture.mds;

import java.nio.ByteBuffer;
import java.nio.file.Path;

/** An encoded value: what is in memory, or a file whose bytes are copied when the sample is added. */
sealed interface Datum {

    long size();

    record InMemory(ByteBuffer bytes) implements Datum {

        static InMemory of(byte[] bytes) {
            return new InMemory(ByteBuffer.wrap(bytes));
        }

        @Override
        public long size() {
            return bytes.remaining();
        }
    }

    record InFile(Path file, long size) implements Datum {}
}
