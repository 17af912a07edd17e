package io.nekoagents.schema.audio;

import io.nekoagents.schema.audio.Recording.Format;
import org.jspecify.annotations.Nullable;

/** RIFF/WAVE of whole or floating numbers, as Microsoft's WAVEFORMATEX and WAVEFORMATEXTENSIBLE have it. */
final class Wav {

    private static final int PCM = 1;
    private static final int FLOAT = 3;
    private static final int MP3 = 0x55;
    private static final int EXTENSIBLE = 0xfffe;
    private static final int EXTENSION = 22;

    /** What follows a coding's number where it stands as a GUID. */
    private static final String GUID_TAIL = "\0\0\0\0\u0010\0\u0080\0\0\u00aa\0008\u009bq";

    private Wav() {}

    /** @param frameBytes of one sample of all channels */
    private record Layout(int rate, int channels, int frameBytes, int bits, boolean floats) {}

    static Recording read(byte[] bytes) throws InvalidRecordingException {
        Cursor file = new Cursor(bytes, 0, bytes.length);
        file.name(4);
        long claimed = file.u32le();
        if (!file.name(4).equals("WAVE")) {
            throw new InvalidRecordingException("is RIFF, but not WAVE");
        }
        if (claimed > bytes.length - 8L) {
            throw cutOff("it", claimed, bytes.length - 8L);
        }
        if (claimed < 4) {
            throw new InvalidRecordingException("contradicts itself: it claims to have %d bytes".formatted(claimed));
        }
        // What stands behind its end is not its own.
        return chunks(bytes, new Cursor(bytes, file.at(), (int) claimed + 8));
    }

    private static Recording chunks(byte[] bytes, Cursor file) throws InvalidRecordingException {
        Layout layout = null;
        while (file.left() >= 8) {
            String name = file.name(4);
            long length = file.u32le();
            if (length > file.left()) {
                throw cutOff("its chunk " + printable(name), length, file.left());
            }
            Cursor chunk = file.part(length);
            if (name.equals("fmt ")) {
                layout = layout(chunk);
            } else if (name.equals("data")) {
                return recording(bytes, layout, chunk);
            }
            file.skip(Math.min(length & 1, file.left()));
        }
        throw new InvalidRecordingException("has no chunk data");
    }

    private static Layout layout(Cursor chunk) throws InvalidRecordingException {
        int coding = chunk.u16le();
        int channels = chunk.u16le();
        long rate = chunk.u32le();
        long bytesASecond = chunk.u32le();
        int frameBytes = chunk.u16le();
        int bits = chunk.u16le();
        if (coding == EXTENSIBLE) {
            coding = extended(chunk);
        }
        boolean sound = switch (coding) {
            case PCM -> bits == 8 || bits == 16 || bits == 24 || bits == 32;
            case FLOAT -> bits == 32 || bits == 64;
            default ->
                throw new InvalidRecordingException("must be of whole or floating numbers; its coding is %d%s"
                        .formatted(coding, coding == MP3 ? ", which is MP3" : ""));
        };
        if (!sound) {
            throw new InvalidRecordingException("has samples of %d bits, which is no such number".formatted(bits));
        }
        if (rate > Integer.MAX_VALUE || rate < 1 || channels < 1) {
            throw new InvalidRecordingException("has %d channels of %d samples a second".formatted(channels, rate));
        }
        if (frameBytes != channels * bits / 8 || bytesASecond != rate * frameBytes) {
            throw new InvalidRecordingException(
                    "contradicts itself: %d channels of %d bits, %d times a second, are not %d bytes a sample and %d a second"
                            .formatted(channels, bits, rate, frameBytes, bytesASecond));
        }
        return new Layout((int) rate, channels, frameBytes, bits, coding == FLOAT);
    }

    private static int extended(Cursor chunk) throws InvalidRecordingException {
        if (chunk.u16le() < EXTENSION) {
            throw new InvalidRecordingException("has too short an extension in its chunk fmt");
        }
        chunk.skip(6);
        int coding = chunk.u16le();
        if (!chunk.name(GUID_TAIL.length()).equals(GUID_TAIL)) {
            throw new InvalidRecordingException("must be of whole or floating numbers; its coding is another");
        }
        return coding;
    }

    private static Recording recording(byte[] bytes, @Nullable Layout layout, Cursor data)
            throws InvalidRecordingException {
        if (layout == null) {
            throw new InvalidRecordingException("has no chunk fmt before its data");
        }
        if (data.left() % layout.frameBytes() != 0) {
            throw new InvalidRecordingException(
                    "is cut off: its data end within a sample of %d bytes".formatted(layout.frameBytes()));
        }
        if (layout.floats()) {
            requireFinite(bytes, data, layout.bits() / 8);
        }
        return new Recording(Format.WAV, layout.rate(), layout.channels(), data.left() / layout.frameBytes());
    }

    /** A number that is none would make silence, or noise, of all that is computed from it. */
    private static void requireFinite(byte[] bytes, Cursor data, int width) throws InvalidRecordingException {
        int exponent = width == 4 ? 0x7f80 : 0x7ff0;
        for (int at = data.at() + width; at <= data.at() + data.left(); at += width) {
            int top = ((bytes[at - 1] & 0xff) << 8) | (bytes[at - 2] & 0xff);
            if ((top & exponent) == exponent) {
                throw new InvalidRecordingException("has samples that are not numbers");
            }
        }
    }

    private static InvalidRecordingException cutOff(String what, long claimed, long there) {
        return new InvalidRecordingException(
                "is cut off: %s claims to have %d bytes, and %d are there".formatted(what, claimed, there));
    }

    private static String printable(String name) {
        return name.replaceAll("[^ -~]", "?").strip();
    }
}
