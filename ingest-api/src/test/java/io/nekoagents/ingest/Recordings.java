package io.nekoagents.ingest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Recordings as a test wants them. */
final class Recordings {

    private Recordings() {}

    /** Silence of one channel. */
    static byte[] wav(int rate, int seconds) {
        int data = rate * seconds * 2;
        ByteBuffer file = ByteBuffer.allocate(44 + data).order(ByteOrder.LITTLE_ENDIAN);
        file.put("RIFF".getBytes(ISO_8859_1)).putInt(36 + data);
        file.put("WAVEfmt ".getBytes(ISO_8859_1)).putInt(16).putShort((short) 1).putShort((short) 1);
        file.putInt(rate).putInt(rate * 2).putShort((short) 2).putShort((short) 16);
        file.put("data".getBytes(ISO_8859_1)).putInt(data);
        return file.array();
    }
}
