package io.nekoagents.schema.audio;

/**
 * What a frame of FLAC says of itself.
 *
 * @param sound whether it is a header at all
 * @param bytes of the header
 * @param numbersSamples whether its number is that of its first sample, rather than its own
 * @param rate 0 if it leaves that to STREAMINFO
 * @param bits 0 if it leaves that to STREAMINFO
 */
record FrameHeader(
        boolean sound, int bytes, boolean numbersSamples, long number, int samples, int rate, int channels, int bits) {

    private static final FrameHeader NONE = new FrameHeader(false, 0, false, 0, 0, 0, 0, 0);
    private static final int SYNC = 0xfff8;
    private static final int[] RATES = {
        0, 88_200, 176_400, 192_000, 8_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 96_000
    };
    private static final int[] BITS = {0, 8, 12, -1, 16, 20, 24, 32};

    static FrameHeader at(byte[] bytes, int at) {
        try {
            return read(bytes, new Cursor(bytes, at, bytes.length));
        } catch (InvalidRecordingException _) {
            return NONE;
        }
    }

    private static FrameHeader read(byte[] bytes, Cursor header) throws InvalidRecordingException {
        int begin = header.at();
        int sync = header.u16be();
        int sizes = header.u8();
        int kinds = header.u8();
        int bits = BITS[(kinds >> 1) & 7];
        int channels = channels(kinds >> 4);
        if ((sync & ~1) != SYNC || (kinds & 1) != 0 || bits < 0 || channels == 0 || (sizes & 15) == 15) {
            return NONE;
        }
        long number = number(header);
        int samples = samples(sizes >> 4, header);
        int rate = rate(sizes & 15, header);
        int length = header.at() - begin;
        boolean sound = number >= 0 && samples > 0 && header.u8() == Checksums.flacHeader(bytes, begin, length);
        return sound ? new FrameHeader(true, length + 1, (sync & 1) == 1, number, samples, rate, channels, bits) : NONE;
    }

    /** The last three are two channels, one of them as the difference. */
    private static int channels(int code) {
        return code > 10 ? 0 : code > 7 ? 2 : code + 1;
    }

    /** As UTF-8 has it, with up to 36 bits; negative if it is none. */
    private static long number(Cursor header) throws InvalidRecordingException {
        int first = header.u8();
        int more = Integer.numberOfLeadingZeros(~(first << 24)) - 1;
        if (more < 0) {
            return first;
        }
        if (more == 0 || more > 6) {
            return -1;
        }
        long value = first & (0x3f >> more);
        for (int i = 0; i < more; i++) {
            int next = header.u8();
            if ((next & 0xc0) != 0x80) {
                return -1;
            }
            value = (value << 6) | (next & 0x3f);
        }
        return value;
    }

    private static int samples(int code, Cursor header) throws InvalidRecordingException {
        return switch (code) {
            case 0 -> 0;
            case 1 -> 192;
            case 2, 3, 4, 5 -> 144 << code;
            case 6 -> header.u8() + 1;
            case 7 -> header.u16be() + 1;
            default -> 1 << code;
        };
    }

    private static int rate(int code, Cursor header) throws InvalidRecordingException {
        return switch (code) {
            case 12 -> header.u8() * 1_000;
            case 13 -> header.u16be();
            case 14 -> header.u16be() * 10;
            default -> RATES[code];
        };
    }

    /** Whether it is the one after another, with which so many samples are there. */
    boolean fits(FrameHeader before, long samplesBefore) {
        return sound
                && numbersSamples == before.numbersSamples
                && number == (numbersSamples ? samplesBefore : before.number + 1);
    }
}
