package io.nekoagents.capture.mds;

/** A sample that no shard of this format can hold, not even one of its own. */
public final class SampleTooLargeException extends IllegalArgumentException {

    private final long bytes;

    SampleTooLargeException(long bytes, long limit) {
        super("a sample needs a shard of %,d bytes; the limit is %,d".formatted(bytes, limit));
        this.bytes = bytes;
    }

    /** The size of a shard that would hold it alone. */
    public long bytes() {
        return bytes;
    }
}
