package io.nekoagents.tts.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** WAV files: read in any of the usual forms, written with one channel of 16 bit at 48 kHz. */
public final class WavFile {

    private static final int HEADER = 44;
    private static final int PCM = 1;
    private static final int FLOAT = 3;
    private static final int EXTENSIBLE = 0xFFFE;

    private WavFile() {}

    /** What a {@code fmt} chunk says. */
    private record Format(int kind, int channels, int rate, int bits) {}

    /** A file that grows; it can be read when it is closed. Not thread-safe. */
    public static final class Writer implements AutoCloseable {

        private final FileChannel file;
        private final Quantizer quantizer = new Quantizer();
        private long bytes;

        private Writer(FileChannel file) {
            this.file = file;
        }

        public void write(float[] samples) throws IOException {
            if (bytes + 2L * samples.length > Integer.MAX_VALUE) {
                throw new IOException("A WAV file holds no more than 2 GB");
            }
            byte[] data = new byte[2 * samples.length];
            quantizer.quantize(samples, 0, samples.length, data);
            writeAll(file, ByteBuffer.wrap(data));
            bytes += data.length;
        }

        @Override
        public void close() throws IOException {
            try (file) {
                file.position(0);
                writeAll(file, header((int) bytes));
            }
        }
    }

    /** Replaces what is there. */
    public static Writer create(Path path) throws IOException {
        FileChannel file = FileChannel.open(
                path, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        Writer writer = new Writer(file);
        writeAll(file, header(0));
        return writer;
    }

    private static ByteBuffer header(int bytes) {
        return ByteBuffer.allocate(HEADER)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(HEADER - 8 + bytes)
                .put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII))
                .putInt(16)
                .putShort((short) PCM)
                .putShort((short) 1)
                .putInt(Resampler.ROOM_RATE)
                .putInt(2 * Resampler.ROOM_RATE)
                .putShort((short) 2)
                .putShort((short) 16)
                .put("data".getBytes(StandardCharsets.US_ASCII))
                .putInt(bytes)
                .flip();
    }

    private static void writeAll(FileChannel file, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }

    /** @throws AudioException {@code unsupported_audio} if it is no WAV file of 8 to 32 bit integers or 32 bit floats */
    public static Sound read(Path path) throws IOException, AudioException {
        return read(Files.readAllBytes(path));
    }

    /** The channels' mean. A data chunk that ends early, or whose length was never filled in, is read as far as it goes. */
    public static Sound read(byte[] bytes) throws AudioException {
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (!isWave(bytes)) {
            throw unsupported("It does not begin as a WAV file does");
        }
        file.position(12);
        Format format = new Format(0, 0, 0, 0);
        while (file.remaining() >= 8) {
            String chunk = tag(file);
            long length = Integer.toUnsignedLong(file.getInt());
            int present = (int) Math.min(length, file.remaining());
            ByteBuffer body = file.slice(file.position(), present).order(ByteOrder.LITTLE_ENDIAN);
            if (chunk.equals("fmt ")) {
                format = format(body);
            } else if (chunk.equals("data")) {
                return new Sound(samples(format, body), format.rate());
            }
            file.position((int) Math.min(file.limit(), file.position() + present + (length & 1)));
        }
        throw unsupported("It has no data");
    }

    private static boolean isWave(byte[] bytes) {
        return bytes.length >= 12
                && "RIFF".equals(new String(bytes, 0, 4, StandardCharsets.US_ASCII))
                && "WAVE".equals(new String(bytes, 8, 4, StandardCharsets.US_ASCII));
    }

    private static String tag(ByteBuffer file) {
        byte[] tag = new byte[4];
        file.get(tag);
        return new String(tag, StandardCharsets.US_ASCII);
    }

    private static Format format(ByteBuffer body) throws AudioException {
        if (body.remaining() < 16) {
            throw unsupported("Its format is cut short");
        }
        int kind = Short.toUnsignedInt(body.getShort(0));
        if (kind == EXTENSIBLE && body.remaining() >= 26) {
            kind = Short.toUnsignedInt(body.getShort(24));
        }
        Format format = new Format(kind, body.getShort(2), body.getInt(4), body.getShort(14));
        boolean integers = kind == PCM
                && (format.bits() == 8 || format.bits() == 16 || format.bits() == 24 || format.bits() == 32);
        if (!integers && !(kind == FLOAT && format.bits() == 32)) {
            throw unsupported("Its samples are of format " + kind + " with " + format.bits() + " bits");
        }
        if (format.channels() < 1 || format.channels() > 32) {
            throw unsupported("It has " + format.channels() + " channels");
        }
        if (format.rate() < 8_000 || format.rate() > 192_000) {
            throw unsupported("Its rate is " + format.rate() + " Hz, not 8000 to 192000");
        }
        return format;
    }

    private static float[] samples(Format format, ByteBuffer data) throws AudioException {
        if (format.kind() == 0) {
            throw unsupported("Its data comes before its format");
        }
        int size = format.bits() / 8;
        float[] samples = new float[data.remaining() / (size * format.channels())];
        for (int i = 0; i < samples.length; i++) {
            float sum = 0;
            for (int channel = 0; channel < format.channels(); channel++) {
                sum += sample(format, data, (i * format.channels() + channel) * size);
            }
            samples[i] = sum / format.channels();
        }
        return samples;
    }

    private static float sample(Format format, ByteBuffer data, int at) {
        return switch (format.bits()) {
            case 8 -> ((data.get(at) & 0xFF) - 128) / 128f;
            case 16 -> data.getShort(at) / 32_768f;
            case 24 ->
                ((data.get(at + 2) << 16) | ((data.get(at + 1) & 0xFF) << 8) | (data.get(at) & 0xFF)) / 8_388_608f;
            default ->
                format.kind() == FLOAT ? finite(data.getFloat(at)) : data.getInt(at) / -(float) Integer.MIN_VALUE;
        };
    }

    private static float finite(float sample) {
        return Float.isFinite(sample) ? sample : 0;
    }

    private static AudioException unsupported(String why) {
        return new AudioException("unsupported_audio", why, null);
    }
}
