package io.nekoagents.ingest.view;

import io.nekoagents.schema.topic.Topic;
import io.nekoagents.schema.topic.Topics;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;

/** A topic that the view is made from. */
enum Source {
    COMMANDS,
    FACTS,
    STATES,
    ACTIONS,
    FRAMES,
    WORKERS,
    KEYS,
    SESSION_COMMANDS,
    SESSION_STATES;

    private static final Map<String, Source> BY_TOPIC = Arrays.stream(values())
            .collect(Collectors.toUnmodifiableMap(source -> source.topic().name(), Function.identity()));

    Topic<? extends SpecificRecord> topic() {
        return switch (this) {
            case COMMANDS -> Topics.TASK_COMMANDS;
            case FACTS -> Topics.TASK_EVENTS;
            case STATES -> Topics.TASK_STATE;
            case ACTIONS -> Topics.ACTIONS;
            case FRAMES -> Topics.FRAMES;
            case WORKERS -> Topics.WORKERS;
            case KEYS -> Topics.ACCESS_KEYS;
            case SESSION_COMMANDS -> Topics.SESSION_COMMANDS;
            case SESSION_STATES -> Topics.SESSION_STATE;
        };
    }

    /** Where the store keeps its records; of commands only submissions, until there is a state. */
    Column column() {
        return switch (this) {
            case COMMANDS -> Column.PENDING;
            case FACTS -> Column.FACTS;
            case STATES -> Column.STATES;
            case ACTIONS -> Column.ACTIONS;
            case FRAMES -> Column.FRAMES;
            case WORKERS -> Column.WORKERS;
            case KEYS -> Column.KEYS;
            case SESSION_COMMANDS -> Column.PENDING_SESSIONS;
            case SESSION_STATES -> Column.SESSIONS;
        };
    }

    /** @throws IllegalArgumentException if the view is not made from that topic */
    static Source of(String topic) {
        Source source = BY_TOPIC.get(topic);
        if (source == null) {
            throw new IllegalArgumentException("Not a topic of the view: " + topic);
        }
        return source;
    }
}
