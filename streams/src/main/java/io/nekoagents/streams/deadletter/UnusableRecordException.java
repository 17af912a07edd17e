package io.nekoagents.streams.deadletter;

/** A record that was read but cannot be used, ever; it goes to its topic's dead letters. */
public final class UnusableRecordException extends RuntimeException {

    public UnusableRecordException(String message) {
        super(message);
    }
}
