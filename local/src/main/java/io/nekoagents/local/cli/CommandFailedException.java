package io.nekoagents.local.cli;

import org.jspecify.annotations.Nullable;

/** A verb could not be carried out; the message tells a person why and what to do. */
final class CommandFailedException extends RuntimeException {

    CommandFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    CommandFailedException(String message) {
        super(message);
    }
}
