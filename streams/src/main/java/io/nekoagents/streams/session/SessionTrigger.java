package io.nekoagents.streams.session;

import io.nekoagents.schema.session.OpenSession;
import io.nekoagents.schema.session.SessionRoom;
import io.nekoagents.schema.task.Failure;

/** What can change a session: a client's command, what workers say of rooms, what tasks do, or time. */
sealed interface SessionTrigger {

    /** @param others sessions of the tenant that have not ended */
    record Open(OpenSession command, int others) implements SessionTrigger {}

    record Close() implements SessionTrigger {}

    /** A room is free. */
    record Found(SessionRoom room) implements SessionTrigger {}

    /** Every worker that has the room keeps it for the session, and it is ready. */
    record Prepared() implements SessionTrigger {}

    record Unprepared(Failure failure) implements SessionTrigger {}

    /**
     * The room was free for long and is not ready.
     *
     * @param elsewhere whether there is another one to try
     */
    record Overdue(boolean elsewhere) implements SessionTrigger {}

    /** The room is well, and this worker watches over it. */
    record Well(SessionRoom room) implements SessionTrigger {}

    record Gone(String reason) implements SessionTrigger {}

    record Taken(String taskId) implements SessionTrigger {}

    record Left() implements SessionTrigger {}

    /** @param wanted whether tasks wait for the session */
    record TimePassed(boolean wanted) implements SessionTrigger {}
}
