package io.nekoagents.tts.room;

import org.jspecify.annotations.Nullable;

/** What was asked for in a room was not done, and why, for a person. */
public final class NotDoneException extends Exception {

    private static final long serialVersionUID = 1L;

    public NotDoneException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
