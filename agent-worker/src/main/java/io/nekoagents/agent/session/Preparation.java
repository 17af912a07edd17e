package io.nekoagents.agent.session;

import io.nekoagents.agent.execute.ActionExecutor;
import io.nekoagents.agent.execute.Pace;
import io.nekoagents.agent.room.Room;
import io.nekoagents.agent.room.RoomException;
import io.nekoagents.schema.session.SessionSpec;
import java.awt.Dimension;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Makes a room ready for a session: its resolution, then its first page. */
final class Preparation {

    /** For the page to begin to load, before a task looks at it. */
    private static final Duration SETTLING = Duration.ofSeconds(1);

    private final Pace pace;

    Preparation(Pace pace) {
        this.pace = pace;
    }

    void prepare(Room room, SessionSpec spec) throws RoomException, InterruptedException {
        @Nullable String size = spec.getScreenResolution();
        @Nullable String page = spec.getStartUrl();
        if (size == null && page == null) {
            return;
        }
        room.takeControl();
        try {
            if (size != null) {
                String[] sides = size.split("x", 2);
                room.resize(new Dimension(Integer.parseInt(sides[0]), Integer.parseInt(sides[1])));
            }
            if (page != null) {
                new ActionExecutor(room, pace).open(page);
                pace.rest(SETTLING);
            }
        } finally {
            room.releaseControl();
        }
    }
}
