package io.nekoagents.capture.recorder;

import org.jspecify.annotations.Nullable;

/** The room cannot be entered, or does not do what it is asked. */
final class RoomAwayException extends Exception {

    RoomAwayException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
