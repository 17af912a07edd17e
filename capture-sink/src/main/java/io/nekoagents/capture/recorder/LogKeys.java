package io.nekoagents.capture.recorder;

import io.nekoagents.telemetry.log.LogFields;

/** The keys under which the recorder's log events carry their context. */
final class LogKeys {

    static final String EVENT = LogFields.EVENT;
    static final String DURATION = LogFields.DURATION;

    static final String ACTIONS = "actions";
    static final String CODE = "code";
    static final String END = "end";
    static final String EPISODE = "episode_id";
    static final String FRAMES = "frames";
    static final String OFFSET = "offset";
    static final String PARTITION = "partition";
    static final String PROBLEM = "problem";
    static final String RECORDER = "recorder_id";
    static final String ROOM = "room";
    static final String SESSION = "session_id";
    static final String TOPIC = "topic";

    private LogKeys() {}
}
