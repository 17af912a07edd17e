package io.nekoagents.capture.recorder;

import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Where the facts of recordings are written. Thread-safe. */
@FunctionalInterface
interface RecordingLog {

    /**
     * Appends a fact and waits until the broker has it.
     *
     * @throws LogUnavailableException if the broker does not take it, after retries; it may be in the log all the same
     */
    void append(String episodeId, SpecificRecord fact);

    /** The broker did not take a record. */
    final class LogUnavailableException extends RuntimeException {
        LogUnavailableException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
