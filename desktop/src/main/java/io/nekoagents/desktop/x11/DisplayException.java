package io.nekoagents.desktop.x11;

import org.jspecify.annotations.Nullable;

/** The virtual display cannot be started or used. */
public final class DisplayException extends RuntimeException {

    DisplayException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    DisplayException(String message) {
        super(message);
    }
}
