package io.nekoagents.schema.audio;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A recording that a voice can be made to sound like: whole, 8 to 192 kHz, one or two channels, 1 to 60 s, at most 20 MiB.
 *
 * <p>Nothing is decoded. Of a WAV all there is to know is looked at; a FLAC is whole, frame by frame, by its checksums, and
 * an OGG page by page. What is within a frame or a packet of sound is for the decoder to say.
 *
 * @param sampleRate as it is played, in hertz; that of Opus is always 48000
 * @param samples of each channel
 */
public record Recording(Format format, int sampleRate, int channels, long samples) {

    public static final int MOST_BYTES = 20 << 20;
    public static final Duration SHORTEST = Duration.ofSeconds(1);
    public static final Duration LONGEST = Duration.ofSeconds(60);

    private static final int LOWEST_RATE = 8_000;
    private static final int HIGHEST_RATE = 192_000;
    private static final int MOST_CHANNELS = 2;

    /** How the sound is kept. */
    public enum Format {
        WAV("audio/wav", "wav"),
        FLAC("audio/flac", "flac"),
        VORBIS("audio/ogg", "ogg"),
        OPUS("audio/ogg", "ogg");

        private final String mediaType;
        private final String suffix;

        Format(String mediaType, String suffix) {
            this.mediaType = mediaType;
            this.suffix = suffix;
        }

        public String mediaType() {
            return mediaType;
        }

        /** Of file names, without a dot. */
        public String suffix() {
            return suffix;
        }
    }

    /** @throws InvalidRecordingException if they are none; nothing else, whatever they are */
    public static Recording of(byte[] bytes) throws InvalidRecordingException {
        if (bytes.length > MOST_BYTES) {
            throw tooLong();
        }
        Recording found = read(bytes);
        found.requireUsable();
        return found;
    }

    /**
     * By what is in the file, whatever its name.
     *
     * @throws InvalidRecordingException if it is none
     * @throws IOException if it cannot be read
     */
    public static Recording of(Path file) throws InvalidRecordingException, IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            return of(bytes);
        }
    }

    private static Recording read(byte[] bytes) throws InvalidRecordingException {
        String start = new String(bytes, 0, Math.min(bytes.length, 12), ISO_8859_1);
        if (start.startsWith("RIFF")) {
            return Wav.read(bytes);
        }
        if (start.startsWith("fLaC")) {
            return Flac.read(bytes);
        }
        if (start.startsWith("OggS")) {
            return Ogg.read(bytes);
        }
        throw new InvalidRecordingException("must be WAV, FLAC or OGG; it " + guess(start));
    }

    /** What people take for one of ours most often. */
    private static String guess(String start) {
        if (start.isEmpty()) {
            return "is empty";
        }
        boolean mpeg = start.length() > 1 && start.charAt(0) == 0xff && (start.charAt(1) & 0xe0) == 0xe0;
        if (start.startsWith("ID3") || mpeg) {
            return "looks like MP3 or AAC";
        }
        if (start.startsWith("ftyp", 4)) {
            return "looks like MP4";
        }
        if (start.startsWith("FORM")) {
            return "looks like AIFF";
        }
        if (start.startsWith("\u001aE\u00df\u00a3")) {
            return "looks like WebM";
        }
        return start.startsWith("RF64") || start.startsWith("RIFX")
                ? "is a kind of WAV that is not taken: " + start.substring(0, 4)
                : "begins like none of them";
    }

    private static InvalidRecordingException tooLong() {
        return new InvalidRecordingException("must have at most %d MiB".formatted(MOST_BYTES >> 20));
    }

    private void requireUsable() throws InvalidRecordingException {
        if (sampleRate < LOWEST_RATE || sampleRate > HIGHEST_RATE) {
            throw new InvalidRecordingException(
                    "must have %d to %d samples a second; it has %d".formatted(LOWEST_RATE, HIGHEST_RATE, sampleRate));
        }
        if (channels < 1 || channels > MOST_CHANNELS) {
            throw new InvalidRecordingException(
                    "must have 1 to %d channels; it has %d".formatted(MOST_CHANNELS, channels));
        }
        if (length().compareTo(SHORTEST) < 0 || length().compareTo(LONGEST) > 0) {
            throw new InvalidRecordingException("must be %d to %d s long; it has %d ms"
                    .formatted(SHORTEST.toSeconds(), LONGEST.toSeconds(), length().toMillis()));
        }
    }

    public Duration length() {
        return Duration.ofSeconds(samples / sampleRate).plusNanos(samples % sampleRate * 1_000_000_000L / sampleRate);
    }
}
