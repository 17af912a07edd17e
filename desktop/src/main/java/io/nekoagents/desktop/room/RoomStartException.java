package io.nekoagents.desktop.room;

/** The room's server could not be started or stopped. */
public final class RoomStartException extends RuntimeException {

    RoomStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
