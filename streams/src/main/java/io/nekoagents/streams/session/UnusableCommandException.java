package io.nekoagents.streams.session;

/** A command that can be read but cannot be answered in any session's state; it goes to its topic's dead letters. */
public final class UnusableCommandException extends RuntimeException {

    public UnusableCommandException(String message) {
        super(message);
    }
}
