package io.nekoagents.neko;

import java.time.Duration;
import java.util.Optional;

/** What the screen shows. Only the newest frame is kept; one that nobody asks for is never converted. */
public interface Frames {

    /** The newest frame, empty before the first. */
    Optional<Frame> latest();

    /**
     * The newest frame, as soon as it is newer than one already seen.
     *
     * @param sequence of the frame already seen, 0 for none
     * @throws NekoException.TimedOut if none came in time
     * @throws NekoException.Unreachable if the room is closed
     */
    Frame awaitNewerThan(long sequence, Duration timeout) throws NekoException, InterruptedException;
}
