package io.nekoagents.streams.session;

import io.nekoagents.schema.session.OpenSession;
import io.nekoagents.schema.session.SessionEnding;
import io.nekoagents.schema.session.SessionRoom;
import io.nekoagents.schema.task.Failure;
import org.jspecify.annotations.Nullable;

/** What has happened to a session. It is in the log as the state that it leads to. */
sealed interface SessionFact {

    record Requested(OpenSession command) implements SessionFact {}

    record Refused(OpenSession command, Failure failure) implements SessionFact {}

    record RoomFound(SessionRoom room) implements SessionFact {}

    /** The room was lost, changed hands or took too long before anything was done in it: it is asked for anew. */
    record RoomGivenUp() implements SessionFact {}

    record Opened() implements SessionFact {}

    /** Another worker watches over the room. */
    record Moved(SessionRoom room) implements SessionFact {}

    record RoomLost(String reason) implements SessionFact {}

    record RoomBack() implements SessionFact {}

    record Taken(String taskId) implements SessionFact {}

    record Left() implements SessionFact {}

    record Closing() implements SessionFact {}

    record Closed(SessionEnding ending, @Nullable Failure failure) implements SessionFact {}

    record Forgotten() implements SessionFact {}
}
