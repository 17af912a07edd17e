package io.nekoagents.agent.run;

import io.nekoagents.agent.room.Room;
import io.nekoagents.schema.task.Failure;

/** Where a run is to be. */
sealed interface Place {

    record In(Room room) implements Place {}

    /** No room of this worker will do now; another worker's may. */
    record Elsewhere() implements Place {}

    record Nowhere(Failure failure) implements Place {}
}
