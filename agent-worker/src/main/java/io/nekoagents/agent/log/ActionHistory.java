package io.nekoagents.agent.log;

import io.nekoagents.schema.run.ActionTaken;
import java.time.Instant;
import java.util.List;

/** The recorded actions of tasks. */
public interface ActionHistory {

    /**
     * What has been recorded of a task up to now, in the order of its steps.
     *
     * @param since when the task's first run began
     * @throws LogUnavailableException if it cannot be read in time
     */
    List<ActionTaken> of(String taskId, Instant since);
}
