package io.nekoagents.local.stack;

/** The local stack could not be started. */
public final class StackException extends RuntimeException {

    StackException(String message) {
        super(message);
    }

    StackException(String message, Throwable cause) {
        super(message, cause);
    }
}
