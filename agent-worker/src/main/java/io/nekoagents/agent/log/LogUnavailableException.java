package io.nekoagents.agent.log;

import org.jspecify.annotations.Nullable;

/** The broker did not take or give a record in time. What was to be written may or may not be in the log. */
public final class LogUnavailableException extends RuntimeException {

    public LogUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
