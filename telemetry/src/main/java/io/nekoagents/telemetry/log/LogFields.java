package io.nekoagents.telemetry.log;

/** The fields that every line of the log has, null where there is nothing to say. Also the keys that events carry them under. */
public final class LogFields {

    public static final String TIMESTAMP = "timestamp";
    public static final String LEVEL = "level";
    /** The worker, on whatever it does. */
    public static final String AGENT_ID = "agent_id";

    public static final String TASK_ID = "task_id";
    /** Name of what happened, for machines, e.g. {@code run_ended}. */
    public static final String EVENT = "event";
    /** How long it took, in seconds; an event carries a {@link java.time.Duration}. */
    public static final String DURATION = "duration";

    public static final String ACTIONS_EXECUTED = "actions_executed";
    public static final String SUCCESS = "success";

    /** Only on lines within a trace, and on those of failures that a caller was told of. */
    public static final String TRACE_ID = "trace_id";

    static final String SPAN_ID = "span_id";
    static final String MESSAGE = "message";
    static final String LOGGER = "logger";
    static final String THREAD = "thread";
    static final String ERROR = "error";

    private LogFields() {}
}
