package io.nekoagents.agent;

import io.nekoagents.telemetry.log.LogFields;

/** The keys under which log events carry their context. */
public final class LogKeys {

    public static final String AGENT_ID = LogFields.AGENT_ID;
    public static final String TASK_ID = LogFields.TASK_ID;
    public static final String EVENT = LogFields.EVENT;
    public static final String DURATION = LogFields.DURATION;
    public static final String ACTIONS_EXECUTED = LogFields.ACTIONS_EXECUTED;
    public static final String SUCCESS = LogFields.SUCCESS;

    public static final String ACTION = "action";
    public static final String ATTEMPT = "attempt";
    public static final String BUSY = "busy";
    public static final String CODE = "code";
    public static final String ENDING = "ending";
    public static final String GROUP = "group";
    public static final String OFFSET = "offset";
    public static final String PARTITION = "partition";
    public static final String PROBLEM = "problem";
    public static final String REASON = "reason";
    public static final String ROOM = "room";
    public static final String RUN = "run_id";
    public static final String SETTING = "setting";
    public static final String STEP = "step";
    public static final String TOPIC = "topic";
    public static final String VALUE = "value";
    public static final String WHY = "why";

    private LogKeys() {}
}
