package io.nekoagents.schema.audio;

import io.nekoagents.schema.audio.Recording.Format;

/**
 * FLAC, as RFC 9639 has it. Where a frame ends is only known to who decodes it; but each ends with a checksum of itself,
 * and the next begins with a header that has one, too. So the frames are found without decoding any.
 */
final class Flac {

    private static final int LAST_BLOCK = 0x80;
    private static final int STREAM_INFO = 0;
    private static final int FORBIDDEN = 127;
    private static final int STREAM_INFO_BYTES = 34;
    private static final int MAGIC_BYTES = 4;

    private Flac() {}

    private record StreamInfo(int leastBlock, int mostBlock, int rate, int channels, int bits, long samples) {}

    static Recording read(byte[] bytes) throws InvalidRecordingException {
        Cursor file = new Cursor(bytes, MAGIC_BYTES, bytes.length);
        int kind = file.u8();
        int length = (int) file.number(3);
        if ((kind & ~LAST_BLOCK) != STREAM_INFO || length != STREAM_INFO_BYTES) {
            throw new InvalidRecordingException("is FLAC, but does not begin with STREAMINFO");
        }
        StreamInfo info = info(file.part(length));
        while ((kind & LAST_BLOCK) == 0) {
            kind = file.u8();
            if ((kind & ~LAST_BLOCK) == FORBIDDEN) {
                throw new InvalidRecordingException("has a block of metadata that no FLAC may have");
            }
            file.skip(file.number(3));
        }
        requireWhole(bytes, file.at(), info);
        return new Recording(Format.FLAC, info.rate(), info.channels(), info.samples());
    }

    private static StreamInfo info(Cursor block) throws InvalidRecordingException {
        int leastBlock = block.u16be();
        int mostBlock = block.u16be();
        block.skip(6);
        long packed = block.number(4);
        long samples = ((packed & 0xf) << 32) | block.number(4);
        int rate = (int) (packed >>> 12);
        int channels = (int) ((packed >>> 9) & 7) + 1;
        int bits = (int) ((packed >>> 4) & 31) + 1;
        if (rate == 0 || bits < 4 || leastBlock < 16 || mostBlock < leastBlock) {
            throw new InvalidRecordingException("has a STREAMINFO that no FLAC may have");
        }
        if (samples == 0) {
            throw new InvalidRecordingException("does not say in its STREAMINFO how long it is");
        }
        return new StreamInfo(leastBlock, mostBlock, rate, channels, bits, samples);
    }

    /** One walk over all bytes, of which each counts in the checksum of its frame. */
    private static void requireWhole(byte[] bytes, int first, StreamInfo info) throws InvalidRecordingException {
        FrameHeader frame = FrameHeader.at(bytes, first);
        requireFits(frame, 0, info, first);
        long heard = frame.samples();
        int begin = first;
        int sum = 0;
        for (int at = first; at < bytes.length; at++) {
            sum = Checksums.flacFrame(sum, bytes[at]);
            int next = at + 1;
            if (sum == 0 && next >= begin + frame.bytes() + 3) {
                if (next == bytes.length) {
                    requireAll(heard, info);
                    return;
                }
                FrameHeader following = FrameHeader.at(bytes, next);
                if (following.fits(frame, heard)) {
                    requireFits(following, heard, info, next);
                    heard += following.samples();
                    frame = following;
                    begin = next;
                }
            }
        }
        throw new InvalidRecordingException(
                "is cut off or damaged in the frame that begins after %d bytes; %d of %d samples stand before it"
                        .formatted(begin, heard - frame.samples(), info.samples()));
    }

    private static void requireFits(FrameHeader frame, long before, StreamInfo info, int at)
            throws InvalidRecordingException {
        if (!frame.sound() || frame.samples() > info.mostBlock()) {
            throw new InvalidRecordingException("has no frame of sound after %d bytes".formatted(at));
        }
        boolean same = frame.channels() == info.channels()
                && (frame.rate() == 0 || frame.rate() == info.rate())
                && (frame.bits() == 0 || frame.bits() == info.bits());
        if (!same || before + frame.samples() > info.samples()) {
            throw new InvalidRecordingException(
                    "contradicts itself: its STREAMINFO says otherwise than the frame after %d bytes".formatted(at));
        }
    }

    private static void requireAll(long heard, StreamInfo info) throws InvalidRecordingException {
        if (heard != info.samples()) {
            throw new InvalidRecordingException(
                    "is cut off: it claims to have %d samples, and %d are there".formatted(info.samples(), heard));
        }
    }
}
