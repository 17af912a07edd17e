package io.nekoagents.tts.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WavFileTest {

    @TempDir
    Path folder;

    @Test
    void writesWhatOthersRead() throws IOException, UnsupportedAudioFileException {
        Path file = folder.resolve("a.wav");
        try (WavFile.Writer writer = WavFile.create(file)) {
            writer.write(Tones.sine(440, 0.5, 1, 48_000).samples());
            writer.write(Tones.silence(0.5, 48_000).samples());
        }

        try (AudioInputStream stream = AudioSystem.getAudioInputStream(file.toFile())) {
            assertThat(stream.getFormat().matches(new AudioFormat(48_000, 16, 1, true, false)))
                    .isTrue();
            assertThat(stream.getFrameLength()).isEqualTo(72_000);
        }
    }

    @Test
    void readsWhatItWrote() throws IOException, AudioException {
        Path file = folder.resolve("a.wav");
        Sound sine = Tones.sine(440, 0.5, 1, 48_000);
        try (WavFile.Writer writer = WavFile.create(file)) {
            writer.write(sine.samples());
        }

        Sound read = WavFile.read(file);

        assertThat(read.rate()).isEqualTo(48_000);
        assertThat(Tones.signalToNoise(read, 440)).isGreaterThan(80);
    }

    @Test
    void cutsOffWhatIsTooLoudAndKeepsSilence() throws IOException, AudioException {
        Path file = folder.resolve("a.wav");
        try (WavFile.Writer writer = WavFile.create(file)) {
            writer.write(new float[] {5, -5, 0, Float.NaN, Float.POSITIVE_INFINITY});
        }

        assertThat(WavFile.read(file).samples()).containsExactly(new float[] {1, -1, 0, 0, 1}, Offset.offset(0.001f));
    }

    @Test
    void dithersSoftSounds() {
        float[] samples = new float[100_000];
        Arrays.fill(samples, 0.3f / 32_767);
        byte[] bytes = new byte[2 * samples.length];

        new Quantizer().quantize(samples, 0, samples.length, bytes);

        ByteBuffer values = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        double sum = 0;
        while (values.hasRemaining()) {
            sum += values.getShort();
        }
        assertThat(sum / samples.length).isCloseTo(0.3, Offset.offset(0.03));
    }

    @ParameterizedTest
    @CsvSource({
        "8, 1, false",
        "16, 2, false",
        "24, 1, false",
        "24, 3, false",
        "32, 2, false",
        "32, 1, true",
        "32, 6, true"
    })
    void readsEveryUsualForm(int bits, int channels, boolean floats) throws AudioException {
        Sound sine = Tones.sine(440, 0.5, 0.2, 22_050);

        Sound read = WavFile.read(wave(sine, bits, channels, floats));

        assertThat(read.rate()).isEqualTo(22_050);
        assertThat(read.samples()).containsExactly(sine.samples(), Offset.offset(bits == 8 ? 0.01f : 0.0001f));
    }

    @Test
    void refusesWhatIsNoSound() {
        byte[] good = wave(Tones.sine(440, 0.5, 0.1, 16_000), 16, 1, false);
        byte[] rate = good.clone();
        ByteBuffer.wrap(rate).order(ByteOrder.LITTLE_ENDIAN).putInt(24, 1_000);
        byte[] kind = good.clone();
        kind[20] = 6;
        byte[] channels = good.clone();
        channels[22] = 0;

        assertRefused(new byte[0], "begin");
        assertRefused("ID3 something else altogether".getBytes(StandardCharsets.US_ASCII), "begin");
        assertRefused(Arrays.copyOf(good, 30), "cut short");
        assertRefused(rate, "1000 Hz");
        assertRefused(kind, "format 6");
        assertRefused(channels, "0 channels");
    }

    @Test
    void survivesAnyDamage() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] good = wave(Tones.sine(440, 0.5, 0.01, 16_000), 16, 1, false);
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] bad = Arrays.copyOf(good, random.nextInt(good.length + 1));
            for (int k = 0; k < 3 && bad.length > 0; k++) {
                bad[random.nextInt(Math.min(60, bad.length))] = (byte) random.nextInt();
            }
            try {
                WavFile.read(bad);
                read++;
            } catch (AudioException e) {
                assertThat(e.code()).as("seed %d", seed).isEqualTo("unsupported_audio");
            }
        }
        assertThat(read).isPositive();
    }

    @Test
    void readsAFileWhoseLengthWasNeverFilledIn() throws AudioException, IOException {
        byte[] endless = wave(Tones.sine(440, 0.5, 0.1, 16_000), 16, 1, false);
        ByteBuffer.wrap(endless).order(ByteOrder.LITTLE_ENDIAN).putInt(4, -1).putInt(40, -1);
        Path file = folder.resolve("endless.wav");
        new ByteArrayInputStream(endless).transferTo(Files.newOutputStream(file));

        assertThat(WavFile.read(file).samples()).hasSize(1_600);
    }

    private static void assertRefused(byte[] bytes, String why) {
        assertThatThrownBy(() -> WavFile.read(bytes))
                .isInstanceOf(AudioException.class)
                .hasMessageContaining(why);
    }

    private static byte[] wave(Sound sound, int bits, int channels, boolean floats) {
        int size = bits / 8;
        int length = sound.samples().length * channels * size;
        ByteBuffer file = ByteBuffer.allocate(44 + length).order(ByteOrder.LITTLE_ENDIAN);
        file.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + length);
        file.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        file.putShort((short) (floats ? 3 : 1)).putShort((short) channels).putInt(sound.rate());
        file.putInt(sound.rate() * channels * size)
                .putShort((short) (channels * size))
                .putShort((short) bits);
        file.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(length);
        for (float sample : sound.samples()) {
            for (int i = 0; i < channels; i++) {
                long value = Math.round(sample * (Math.pow(2, bits - 1) - 1));
                switch (bits) {
                    case 8 -> file.put((byte) (value + 128));
                    case 16 -> file.putShort((short) value);
                    case 24 -> file.put((byte) value).put((byte) (value >> 8)).put((byte) (value >> 16));
                    default -> {
                        if (floats) {
                            file.putFloat(sample);
                        } else {
                            file.putInt((int) value);
                        }
                    }
                }
            }
        }
        return file.array();
    }
}
