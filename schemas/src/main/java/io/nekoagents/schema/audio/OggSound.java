package io.nekoagents.schema.audio;

import io.nekoagents.schema.audio.Recording.Format;

/** What the packets of an OGG come to, one after the other. */
sealed interface OggSound {

    OggSound NONE_YET = new NoneYet();

    /**
     * With one packet more.
     *
     * @param begin of the packet: all of it, unless it goes over several pages
     */
    OggSound with(Cursor begin, int bytes) throws InvalidRecordingException;

    /** @param position of the last page: how many samples are to be heard by then, as the coding counts them */
    Recording recording(long position) throws InvalidRecordingException;

    private static InvalidRecordingException noSound() {
        return new InvalidRecordingException("has no sound in it");
    }

    private static InvalidRecordingException contradiction(long claimed) {
        return new InvalidRecordingException(
                "contradicts itself: it claims to have %d samples, which its packets do not make".formatted(claimed));
    }

    /** Before what says which coding it is. */
    record NoneYet() implements OggSound {

        @Override
        public OggSound with(Cursor begin, int bytes) throws InvalidRecordingException {
            if (begin.again().left() >= 8) {
                String name = begin.again().name(8);
                if (name.equals("OpusHead")) {
                    return Opus.of(begin);
                }
                if (name.startsWith("\u0001vorbis")) {
                    return Vorbis.of(begin);
                }
            }
            throw new InvalidRecordingException("is OGG, but neither Vorbis nor Opus");
        }

        @Override
        public Recording recording(long position) throws InvalidRecordingException {
            throw noSound();
        }
    }

    /**
     * As RFC 7845 has it.
     *
     * @param skip samples at the begin that are not to be heard
     * @param packets until now, the one with its tags included
     * @param samples that they make at 48 kHz
     */
    record Opus(int channels, int skip, int packets, long samples) implements OggSound {

        private static final int RATE = 48_000;
        private static final int LONGEST_PACKET = 5_760;

        /** Of what is cut off at the end; a packet at most, with encoders that mind their buffers. */
        private static final int MOST_CUT = RATE;

        private static Opus of(Cursor header) throws InvalidRecordingException {
            header.skip(8);
            int version = header.u8();
            int channels = header.u8();
            int skip = header.u16le();
            header.skip(6);
            int family = header.u8();
            if (version >> 4 != 0 || channels == 0 || family > 1) {
                throw new InvalidRecordingException("has a header that no Opus of one or two channels may have");
            }
            return new Opus(channels, skip, 0, 0);
        }

        @Override
        public OggSound with(Cursor begin, int bytes) throws InvalidRecordingException {
            if (packets == 0) {
                if (!begin.name(8).equals("OpusTags")) {
                    throw new InvalidRecordingException("has no tags where Opus has them");
                }
                return new Opus(channels, skip, 1, 0);
            }
            return new Opus(channels, skip, packets + 1, samples + samplesOf(begin));
        }

        private static int samplesOf(Cursor packet) throws InvalidRecordingException {
            int first = packet.u8();
            int frames = switch (first & 3) {
                case 0 -> 1;
                case 3 -> packet.u8() & 0x3f;
                default -> 2;
            };
            int samples = frames * frameSamples(first >> 3);
            if (samples == 0 || samples > LONGEST_PACKET) {
                throw new InvalidRecordingException("has a packet that no Opus may have");
            }
            return samples;
        }

        private static int frameSamples(int configuration) {
            if (configuration < 12) {
                return (configuration & 3) == 3 ? 2_880 : 480 << (configuration & 3);
            }
            return configuration < 16 ? 480 << (configuration & 1) : 120 << (configuration & 3);
        }

        @Override
        public Recording recording(long position) throws InvalidRecordingException {
            if (samples == 0) {
                throw noSound();
            }
            if (position > samples || position < samples - MOST_CUT) {
                throw contradiction(position);
            }
            return new Recording(Format.OPUS, RATE, channels, Math.max(0, position - skip));
        }
    }

    /**
     * As the specification of Vorbis I has it.
     *
     * @param shortBlock samples that two packets after each other make at least, times two
     * @param longBlock that they make at most, times two
     * @param headers that were there
     * @param packets of sound until now
     */
    record Vorbis(int rate, int channels, int shortBlock, int longBlock, int headers, long packets)
            implements OggSound {

        private static final int ALL_HEADERS = 3;

        private static Vorbis of(Cursor header) throws InvalidRecordingException {
            header.skip(7);
            long version = header.u32le();
            int channels = header.u8();
            long rate = header.u32le();
            header.skip(12);
            int blocks = header.u8();
            int shortBlock = blocks & 15;
            int longBlock = blocks >> 4;
            boolean sound = version == 0
                    && channels > 0
                    && rate > 0
                    && rate <= Integer.MAX_VALUE
                    && shortBlock >= 6
                    && shortBlock <= longBlock
                    && longBlock <= 13
                    && (header.u8() & 1) == 1;
            if (!sound) {
                throw new InvalidRecordingException("has a header that no Vorbis may have");
            }
            return new Vorbis((int) rate, channels, 1 << shortBlock, 1 << longBlock, 1, 0);
        }

        @Override
        public OggSound with(Cursor begin, int bytes) throws InvalidRecordingException {
            if (headers < ALL_HEADERS) {
                if (!begin.name(7).equals((headers == 1 ? "\u0003" : "\u0005") + "vorbis")) {
                    throw new InvalidRecordingException(
                            "has no header where Vorbis has its %d.".formatted(headers + 1));
                }
                return new Vorbis(rate, channels, shortBlock, longBlock, headers + 1, 0);
            }
            if (bytes > 0 && (begin.u8() & 1) != 0) {
                throw new InvalidRecordingException("has a header where Vorbis has sound");
            }
            return new Vorbis(rate, channels, shortBlock, longBlock, headers, packets + 1);
        }

        @Override
        public Recording recording(long position) throws InvalidRecordingException {
            if (packets == 0) {
                throw noSound();
            }
            long most = (packets - 1) * (longBlock / 2);
            // The last one may be cut, and one before the sound is for nothing but to begin with.
            long least = (packets - 3) * (shortBlock / 2) - longBlock;
            if (position > most || position < least) {
                throw contradiction(position);
            }
            return new Recording(Format.VORBIS, rate, channels, position);
        }
    }
}
