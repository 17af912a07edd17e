package io.nekoagents.agent.room;

import org.jspecify.annotations.Nullable;

/** The room cannot be seen or reached now. Another attempt may find it again. */
public final class RoomException extends Exception {

    public RoomException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
