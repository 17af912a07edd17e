package io.nekoagents.tts;

/** The keys under which log events carry their context. */
public final class LogKeys {

    public static final String OFFSET = "offset";
    public static final String PARTITION = "partition";
    public static final String PROBLEM = "problem";
    public static final String REQUEST = "request_id";
    public static final String ROOM = "room";
    public static final String SESSION = "session_id";
    public static final String TOPIC = "topic";

    private LogKeys() {}
}
