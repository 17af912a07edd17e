package io.nekoagents.capture.sink;

/** How far a partition was read, in words of an offset's metadata: it may be further than what is done with. */
final class ReadBefore {

    private ReadBefore() {}

    static String text(long offset) {
        return Long.toString(offset);
    }

    /** 0 for what was committed by somebody who said nothing. */
    static long parse(String metadata) {
        return metadata.matches("[0-9]{1,18}") ? Long.parseLong(metadata) : 0;
    }
}
