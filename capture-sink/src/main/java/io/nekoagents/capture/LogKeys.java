package io.nekoagents.capture;

import io.nekoagents.telemetry.log.LogFields;

/** The keys under which log events carry their context. */
public final class LogKeys {

    public static final String EVENT = LogFields.EVENT;
    public static final String DURATION = LogFields.DURATION;

    public static final String ACTIONS = "actions";
    public static final String BYTES = "bytes";
    public static final String CODE = "code";
    public static final String DATASET = "dataset_id";
    public static final String END = "end";
    public static final String EPISODE = "episode_id";
    public static final String EPISODES = "episodes";
    public static final String FRAME = "frame_id";
    public static final String FRAMES = "frames";
    public static final String OFFSET = "offset";
    public static final String PARTITION = "partition";
    public static final String PLACE = "place";
    public static final String PROBLEM = "problem";
    public static final String RECORDER = "recorder_id";
    public static final String ROOM = "room";
    public static final String SAMPLES = "samples";
    public static final String SESSION = "session_id";
    public static final String SHARD = "shard";
    public static final String SHARDS = "shards";
    public static final String SINK = "sink_id";
    public static final String TENANT = "tenant";
    public static final String TOPIC = "topic";
    public static final String TRIES = "tries";
    public static final String UPLOAD = "upload_id";
    public static final String WHY = "why";

    private LogKeys() {}
}
