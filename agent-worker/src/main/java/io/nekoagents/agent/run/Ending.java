package io.nekoagents.agent.run;

import io.nekoagents.agent.control.Standing;
import io.nekoagents.schema.task.Failure;
import java.util.Optional;

/** How a run ended. */
sealed interface Ending {

    /** The policy says that the task is done. */
    record Finished(int steps, Optional<String> answer) implements Ending {}

    record Failed(int steps, Failure failure) implements Ending {}

    /** Another run is to go on after these steps, because the worker drains or has no room for it. */
    record Suspended(int steps, String reason) implements Ending {}

    /** The lifecycle has ended the run; there is nothing to say to it. */
    record Stopped(Standing why) implements Ending {}

    /** The log is away: the queue's record goes back, and whoever takes it goes on from what was recorded. */
    record Interrupted(String reason) implements Ending {}

    /** For metrics. */
    default String label() {
        return switch (this) {
            case Finished _ -> "finished";
            case Failed _ -> "failed";
            case Suspended _ -> "suspended";
            case Stopped _ -> "stopped";
            case Interrupted _ -> "interrupted";
        };
    }
}
