package io.nekoagents.schema.audio;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** WAV files as a test wants them, of silence. */
record WavBytes(int coding, int channels, int rate, int bits, int dataBytes) {

    static WavBytes pcm(int rate, int channels, int bits, double seconds) {
        int samples = (int) Math.round(rate * seconds);
        return new WavBytes(1, channels, rate, bits, samples * channels * bits / 8);
    }

    byte[] bytes() {
        int frame = channels * bits / 8;
        ByteBuffer file = ByteBuffer.allocate(44 + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
        file.put("RIFF".getBytes(ISO_8859_1)).putInt(36 + dataBytes);
        file.put("WAVEfmt ".getBytes(ISO_8859_1)).putInt(16);
        file.putShort((short) coding).putShort((short) channels).putInt(rate);
        file.putInt(rate * frame).putShort((short) frame).putShort((short) bits);
        file.put("data".getBytes(ISO_8859_1)).putInt(dataBytes);
        return file.array();
    }

    /** With the coding behind a GUID, and a chunk of no concern before the data. */
    byte[] extensible() {
        int frame = channels * bits / 8;
        ByteBuffer file = ByteBuffer.allocate(80 + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
        file.put("RIFF".getBytes(ISO_8859_1)).putInt(72 + dataBytes);
        file.put("WAVEfmt ".getBytes(ISO_8859_1)).putInt(40);
        file.putShort((short) 0xfffe).putShort((short) channels).putInt(rate);
        file.putInt(rate * frame).putShort((short) frame).putShort((short) bits);
        file.putShort((short) 22).putShort((short) bits).putInt(3).putShort((short) coding);
        file.put(new byte[] {0, 0, 0, 0, 0x10, 0, (byte) 0x80, 0, 0, (byte) 0xaa, 0, 0x38, (byte) 0x9b, 0x71});
        file.put("note".getBytes(ISO_8859_1)).putInt(3).put(new byte[4]);
        file.put("data".getBytes(ISO_8859_1)).putInt(dataBytes);
        return file.array();
    }
}
