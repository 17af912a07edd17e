package io.nekoagents.desktop.media;

import org.jspecify.annotations.Nullable;

/** A viewer's connection cannot be made. */
public final class MediaException extends RuntimeException {

    MediaException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
