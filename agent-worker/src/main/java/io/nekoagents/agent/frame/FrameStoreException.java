package io.nekoagents.agent.frame;

import org.jspecify.annotations.Nullable;

/** A frame could not be kept. */
public final class FrameStoreException extends RuntimeException {

    FrameStoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
