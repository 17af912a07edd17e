package io.nekoagents.tts.voice;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.nekoagents.schema.voice.Voice;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;

/** Voices and recordings as a test wants them. */
final class Voices {

    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private Voices() {}

    static Voice.Builder voice(String tenant, String id) {
        return Voice.newBuilder()
                .setTenant(tenant)
                .setVoiceId(id)
                .setCreatedAt(NOON)
                .setUpdatedAt(NOON);
    }

    /** So many seconds of silence. */
    static byte[] wav(int seconds) {
        int data = 8_000 * 2 * seconds;
        ByteBuffer file = ByteBuffer.allocate(44 + data).order(ByteOrder.LITTLE_ENDIAN);
        file.put("RIFF".getBytes(ISO_8859_1)).putInt(36 + data);
        file.put("WAVEfmt ".getBytes(ISO_8859_1)).putInt(16).putShort((short) 1).putShort((short) 1);
        file.putInt(8_000).putInt(16_000).putShort((short) 2).putShort((short) 16);
        file.put("data".getBytes(ISO_8859_1)).putInt(data);
        return file.array();
    }
}
