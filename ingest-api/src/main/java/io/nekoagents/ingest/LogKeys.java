package io.nekoagents.ingest;

import io.nekoagents.telemetry.log.LogFields;

/** The keys under which log events carry their context. */
public final class LogKeys {

    public static final String TASK_ID = LogFields.TASK_ID;
    public static final String TRACE_ID = LogFields.TRACE_ID;

    public static final String AFTER = "after";
    public static final String BY = "by";
    public static final String CALLER = "caller";
    public static final String DEPENDENCY = "dependency";
    public static final String FILE = "file";
    public static final String FOLDER = "folder";
    public static final String FRAME = "frame";
    public static final String KEY = "key";
    public static final String KEY_ID = "key_id";
    public static final String NEEDED = "needed";
    public static final String OFFSET = "offset";
    public static final String PARTITION = "partition";
    public static final String PEER = "peer";
    public static final String ROLE = "role";
    public static final String TENANT = "tenant";
    public static final String TOPIC = "topic";

    private LogKeys() {}
}
