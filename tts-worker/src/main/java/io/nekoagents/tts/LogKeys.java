package io.nekoagents.tts;

import io.nekoagents.telemetry.log.LogFields;

/** The keys under which log events carry their context. */
public final class LogKeys {

    public static final String EVENT = LogFields.EVENT;

    public static final String CODE = "code";
    public static final String OFFSET = "offset";
    public static final String PARTITION = "partition";
    public static final String PROBLEM = "problem";
    public static final String REQUEST = "request_id";
    public static final String ROOM = "room";
    public static final String SESSION = "session_id";
    public static final String TENANT = "tenant";
    public static final String TOPIC = "topic";
    public static final String VOICE = "voice_id";
    public static final String WORKER = "worker_id";

    private LogKeys() {}
}
