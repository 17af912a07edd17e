package io.nekoagents.neko;

import io.nekoagents.neko.message.ScreenSize;
import java.util.Optional;

/**
 * What is known of the room at one moment.
 *
 * @param sessionId who we are in the room
 * @param hostId the session in control, if any
 * @param screen the size that input coordinates are pixels of; 0x0 while unknown
 * @param problem why the phase is not CONNECTED, or what of the connection does not work, in words
 */
public record RoomState(
        Phase phase, String sessionId, Optional<String> hostId, ScreenSize screen, Optional<String> problem) {

    static final RoomState NEW =
            new RoomState(Phase.RECONNECTING, "", Optional.empty(), new ScreenSize(0, 0, 0), Optional.empty());

    /** How the connection fares. */
    public enum Phase {
        CONNECTED,
        RECONNECTING,
        /** For good. */
        CLOSED
    }

    /** Whether we are in control. */
    public boolean hosting() {
        return hostId.filter(sessionId::equals).isPresent();
    }

    RoomState in(Phase next) {
        return new RoomState(next, sessionId, hostId, screen, problem);
    }

    RoomState known(String session, Optional<String> host, ScreenSize size) {
        return new RoomState(phase, session, host, size, problem);
    }

    RoomState hostedBy(Optional<String> host) {
        return new RoomState(phase, sessionId, host, screen, problem);
    }

    RoomState showing(ScreenSize size) {
        return new RoomState(phase, sessionId, hostId, size, problem);
    }

    RoomState troubled(String text) {
        return new RoomState(phase, sessionId, hostId, screen, Optional.of(text));
    }

    RoomState well() {
        return new RoomState(phase, sessionId, hostId, screen, Optional.empty());
    }
}
