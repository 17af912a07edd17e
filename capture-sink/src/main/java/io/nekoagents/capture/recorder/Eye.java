package io.nekoagents.capture.recorder;

import java.time.Duration;
import java.util.Optional;

/** Looks at a room's screen for one recording, and tells only of what has changed. Used by one thread. */
@FunctionalInterface
interface Eye {

    /**
     * What the screen shows, as soon as there is something to see; empty if that is as it was at the last look, or nothing
     * came in time.
     */
    Optional<Shot> look(Duration patience) throws RoomAwayException, InterruptedException;
}
