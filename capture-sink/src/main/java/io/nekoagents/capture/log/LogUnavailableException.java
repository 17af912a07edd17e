package io.nekoagents.capture.log;

import org.jspecify.annotations.Nullable;

/** The broker did not take a record. */
public final class LogUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LogUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
