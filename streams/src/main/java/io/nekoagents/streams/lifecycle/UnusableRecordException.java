package io.nekoagents.streams.lifecycle;

/** A record that was read but cannot be used, ever; it goes to its topic's dead letters. */
final class UnusableRecordException extends RuntimeException {

    UnusableRecordException(String message) {
        super(message);
    }
}
