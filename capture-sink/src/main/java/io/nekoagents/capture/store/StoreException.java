package io.nekoagents.capture.store;

import org.jspecify.annotations.Nullable;

/** A store does not do what it is asked; another try may help. */
public final class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
