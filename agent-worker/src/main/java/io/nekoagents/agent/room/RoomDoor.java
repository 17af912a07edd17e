package io.nekoagents.agent.room;

import java.util.Optional;

/** Enters rooms by their address, those of other workers' pools as well. */
@FunctionalInterface
public interface RoomDoor {

    /** A room that is left when closed. */
    interface OpenRoom extends Room, AutoCloseable {

        @Override
        void close();
    }

    /**
     * Begins to enter a room; whoever needs it before waits for it.
     *
     * @param credentials name of what it is entered with, in the settings; empty for that of the pool
     * @return empty if the settings hold nothing under that name
     */
    Optional<OpenRoom> open(String address, Optional<String> credentials);
}
