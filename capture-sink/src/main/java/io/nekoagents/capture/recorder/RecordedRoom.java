package io.nekoagents.capture.recorder;

import java.awt.Dimension;
import java.net.URI;
import java.util.Optional;
import java.util.function.Consumer;

/** A room that we are in to see and hear. Thread-safe. */
interface RecordedRoom extends AutoCloseable {

    /** Whether the room is there. */
    enum Presence {
        HERE,
        /** It is tried again. */
        AWAY,
        /** It does not want us back. */
        GONE
    }

    /**
     * A line of chat.
     *
     * @param id the same wherever and however often the line is heard
     * @param speaker name of who said it, empty if not known
     * @param own whether we said it
     */
    record Line(String id, String speaker, boolean own, String text) {}

    URI address();

    /** How large its screen is. */
    Dimension screen() throws RoomAwayException;

    Presence presence();

    /** Name of who has its mouse and keyboard, if anybody. */
    Optional<String> host();

    /**
     * A new look at its screen.
     *
     * @param quality of the frames' JPEG, 1 to 100
     */
    Eye eye(int quality);

    /** Hears every line from now on; one at a time. */
    void listen(Consumer<Line> listener);

    void say(String text) throws RoomAwayException;

    @Override
    void close();
}
