package io.nekoagents.schema.audio;

/** The pages of an OGG, as RFC 3533 has them: one stream of sound from its first page to its last. */
final class Ogg {

    private static final int CONTINUED = 1;
    private static final int FIRST = 2;
    private static final int LAST = 4;
    private static final int FULL = 255;
    private static final long NOTHING_ENDS = -1;

    private final byte[] bytes;
    private final Cursor file;
    private long serial;
    private int pages;
    private int packetBegin = -1;
    private int packetThere;
    private int packetBytes;
    private long granule;

    private Ogg(byte[] bytes) {
        this.bytes = bytes;
        this.file = new Cursor(bytes, 0, bytes.length);
    }

    static Recording read(byte[] bytes) throws InvalidRecordingException {
        return new Ogg(bytes).read();
    }

    /** @param packets how long each of its packets is */
    private record Page(int flags, Cursor packets, int body) {}

    private Recording read() throws InvalidRecordingException {
        OggSound sound = OggSound.NONE_YET;
        boolean last = false;
        while (!last) {
            if (file.left() == 0) {
                throw new InvalidRecordingException(
                        "is cut off after %d pages: the last one is not there".formatted(pages));
            }
            Page page = page();
            last = (page.flags() & LAST) != 0;
            requireContinued(page);
            sound = packets(page, sound);
        }
        if (file.left() > 0) {
            throw new InvalidRecordingException("goes on behind its last page: it must be one stream of sound");
        }
        return sound.recording(granule);
    }

    private Page page() throws InvalidRecordingException {
        int begin = file.at();
        if (file.left() < 27 || !file.name(4).equals("OggS") || file.u8() != 0) {
            throw new InvalidRecordingException(
                    "is cut off or damaged: there is no page after %d bytes".formatted(begin));
        }
        int flags = file.u8();
        long position = file.s64le();
        long stream = file.u32le();
        long number = file.u32le();
        int field = file.at();
        int sum = (int) file.u32le();
        Cursor packets = file.part(file.u8());
        int body = file.at();
        for (Cursor each = packets.again(); each.left() > 0; ) {
            file.skip(each.u8());
        }
        if (Checksums.oggPage(bytes, begin, file.at(), field) != sum) {
            throw new InvalidRecordingException("is damaged in the page that begins after %d bytes".formatted(begin));
        }
        boolean first = (flags & FIRST) != 0;
        if (first != (pages == 0) || (pages > 0 && stream != serial)) {
            throw new InvalidRecordingException("must be one stream of sound, and has more");
        }
        if (number != pages) {
            throw new InvalidRecordingException("has page %d where page %d should be".formatted(number, pages));
        }
        requireForward(position);
        serial = stream;
        pages++;
        return new Page(flags, packets, body);
    }

    private void requireForward(long position) throws InvalidRecordingException {
        if (position != NOTHING_ENDS) {
            if (position < granule) {
                throw new InvalidRecordingException(
                        "contradicts itself: its page %d ends before the one before".formatted(pages));
            }
            granule = position;
        }
    }

    private void requireContinued(Page page) throws InvalidRecordingException {
        boolean continued = (page.flags() & CONTINUED) != 0;
        if (continued != (packetBegin >= 0)) {
            throw new InvalidRecordingException("has a packet that does not go on in page %d".formatted(pages - 1));
        }
    }

    /** The packets that end in a page. Of one that goes over several pages what stands in its first one is looked at. */
    private OggSound packets(Page page, OggSound before) throws InvalidRecordingException {
        OggSound sound = before;
        int at = page.body();
        Cursor lengths = page.packets();
        boolean elsewhere = packetBegin >= 0;
        while (lengths.left() > 0) {
            int length = lengths.u8();
            if (packetBegin < 0) {
                packetBegin = at;
                packetThere = 0;
                packetBytes = 0;
            }
            at += length;
            packetBytes += length;
            packetThere += elsewhere ? 0 : length;
            if (length < FULL) {
                sound = sound.with(new Cursor(bytes, packetBegin, packetBegin + packetThere), packetBytes);
                packetBegin = -1;
                elsewhere = false;
            }
        }
        return sound;
    }
}
