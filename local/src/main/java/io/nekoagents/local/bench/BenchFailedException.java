package io.nekoagents.local.bench;

/** A bench could not measure what it was to measure. */
public final class BenchFailedException extends RuntimeException {

    BenchFailedException(String message) {
        super(message);
    }

    BenchFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
