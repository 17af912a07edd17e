package io.nekoagents.agent.control;

import io.nekoagents.schema.task.TaskState;
import java.util.Optional;
import java.util.function.Consumer;

/** The states of tasks, as the lifecycle publishes them. Thread-safe. */
public interface TaskStates {

    /** The newest known state of a task that has not ended; empty does not mean that there is none. */
    Optional<TaskState> lastKnown(String taskId);

    /**
     * Tells a listener each state of a task published from now on, in order, until the watch is closed. The listener runs
     * on the tailing thread and must be short.
     */
    Watch watch(String taskId, Consumer<TaskState> listener);

    /** Ends when closed. */
    interface Watch extends AutoCloseable {

        @Override
        void close();
    }
}
