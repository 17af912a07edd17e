package io.nekoagents.schema.audio;

/** The checksums of FLAC and of OGG, greatest bit first, from zero. */
final class Checksums {

    private static final int[] FRAME = table(16, 0x8005);
    private static final int[] HEADER = table(8, 0x07);
    private static final int[] PAGE = table(32, 0x04c1_1db7);

    private Checksums() {}

    private static int[] table(int width, int polynomial) {
        int[] table = new int[256];
        int mask = width == 32 ? -1 : (1 << width) - 1;
        for (int i = 0; i < table.length; i++) {
            int rest = i << (width - 8);
            for (int bit = 0; bit < 8; bit++) {
                boolean top = ((rest >>> (width - 1)) & 1) == 1;
                rest = ((rest << 1) ^ (top ? polynomial : 0)) & mask;
            }
            table[i] = rest;
        }
        return table;
    }

    /** With one byte more; zero after a whole frame with its own. */
    static int flacFrame(int sum, byte next) {
        return ((sum << 8) & 0xffff) ^ FRAME[(sum >>> 8) ^ (next & 0xff)];
    }

    static int flacHeader(byte[] bytes, int from, int length) {
        int sum = 0;
        for (int at = from; at < from + length; at++) {
            sum = HEADER[sum ^ (bytes[at] & 0xff)];
        }
        return sum;
    }

    /** @param field where the page's own sum stands, which counts as zero */
    static int oggPage(byte[] bytes, int from, int to, int field) {
        int sum = 0;
        for (int at = from; at < to; at++) {
            int next = at >= field && at < field + Integer.BYTES ? 0 : bytes[at] & 0xff;
            sum = (sum << 8) ^ PAGE[(sum >>> 24) ^ next];
        }
        return sum;
    }
}
