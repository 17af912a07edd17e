package io.nekoagents.schema.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Changes OGG files so that their checksums still are right. */
final class OggBytes {

    private static final int POSITION = 6;
    private static final int SUM = 22;

    private OggBytes() {}

    static byte[] withLastPosition(byte[] ogg, long position) {
        byte[] changed = ogg.clone();
        int page = lastPage(ogg);
        ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putLong(page + POSITION, position);
        return summed(changed, page);
    }

    /** With the right sum of the page that begins there, and goes to the end. */
    static byte[] summed(byte[] ogg, int page) {
        int sum = Checksums.oggPage(ogg, page, ogg.length, page + SUM);
        ByteBuffer.wrap(ogg).order(ByteOrder.LITTLE_ENDIAN).putInt(page + SUM, sum);
        return ogg;
    }

    private static int lastPage(byte[] ogg) {
        int at = ogg.length - 4;
        while (ogg[at] != 'O' || ogg[at + 1] != 'g' || ogg[at + 2] != 'g' || ogg[at + 3] != 'S') {
            at--;
        }
        return at;
    }
}
