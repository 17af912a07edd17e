package io.nekoagents.agent.control;

import io.nekoagents.schema.task.TaskState;

/** Where a run stands with its task. */
public enum Standing {
    /** The lifecycle has not answered, or is not sure: no action may be executed. */
    WAITING,
    /** The run holds the task and may act. */
    GRANTED,
    /** Another run holds the task, or the queue record no longer counts: a paused task gets another when it goes on. */
    SUPERSEDED,
    /** The task was cancelled. */
    CANCELLED,
    /** The task ran out of time. */
    TIMED_OUT,
    /** The task has ended. */
    ENDED;

    /**
     * What a task's state means to a run.
     *
     * @param dispatch of the queue record that the run was started from
     * @param held whether the run has held the task before: another run's name then means that it was overtaken, and not
     *     that the lifecycle has yet to hear of it
     */
    public static Standing of(TaskState state, String runId, int dispatch, boolean held) {
        return switch (state.getStatus()) {
            case CANCELLED -> CANCELLED;
            case TIMED_OUT -> TIMED_OUT;
            case COMPLETED, FAILED -> ENDED;
            case RUNNING -> runId.equals(state.getRunId()) ? GRANTED : unheld(state, dispatch, held);
            case QUEUED -> unheld(state, dispatch, held);
            case UNKNOWN -> WAITING;
        };
    }

    private static Standing unheld(TaskState state, int dispatch, boolean held) {
        boolean resting = state.getPause() != null;
        return held || resting || state.getDispatch() != dispatch ? SUPERSEDED : WAITING;
    }

    /** Whether the run is over, whatever its policy would like to do next. */
    public boolean over() {
        return this != WAITING && this != GRANTED;
    }
}
