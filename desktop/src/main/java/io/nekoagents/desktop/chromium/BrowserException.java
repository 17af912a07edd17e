package io.nekoagents.desktop.chromium;

import org.jspecify.annotations.Nullable;

/** The browser cannot be started or asked. */
public final class BrowserException extends RuntimeException {

    BrowserException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
