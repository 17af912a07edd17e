package io.nekoagents.streams.session;

import io.nekoagents.schema.task.Failure;
import io.nekoagents.schema.task.WorkRoom;

/** Where a task that asks for a session or a room may go. */
public sealed interface Lodging {

    /** No worker says which rooms it has; one that has the room may take the task. */
    record Anywhere() implements Lodging {}

    record In(WorkRoom room) implements Lodging {}

    /** The session is not open, its room is lost, another task is in it, or whoever has the room may yet say so. */
    record Later() implements Lodging {}

    /** Nobody knows the session or room, or the session is another tenant's, which is the same to whoever asks. */
    record Unknown() implements Lodging {}

    record Never(Failure failure) implements Lodging {}
}
