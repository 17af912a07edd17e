package io.nekoagents.streams;

import io.nekoagents.telemetry.log.LogFields;

/** The keys under which log events carry their context. */
public final class LogKeys {

    public static final String TASK_ID = LogFields.TASK_ID;

    public static final String AFTER = "after";
    public static final String BEFORE = "before";
    public static final String OFFSET = "offset";
    public static final String PARTITION = "partition";
    public static final String PROBLEM = "problem";
    public static final String RETRIED = "retried";
    public static final String STATE = "state";
    public static final String TOPIC = "topic";

    private LogKeys() {}
}
