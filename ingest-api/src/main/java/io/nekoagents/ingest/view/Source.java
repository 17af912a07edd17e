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
    WEBHOOKS,
    WEBHOOK_ATTEMPTS,
    WEBHOOK_SECRETS,
    CAPTURE_COMMANDS,
    EPISODES,
    DATASETS,
    CAPTURE_CONFIG,
    SPEECH_REQUESTS,
    SPEECH_EVENTS,
    VOICES,
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
            case WEBHOOKS -> Topics.WEBHOOKS;
            case WEBHOOK_ATTEMPTS -> Topics.WEBHOOK_ATTEMPTS;
            case WEBHOOK_SECRETS -> Topics.WEBHOOK_SECRETS;
            case CAPTURE_COMMANDS -> Topics.CAPTURE_COMMANDS;
            case EPISODES -> Topics.CAPTURE_EPISODES;
            case DATASETS -> Topics.CAPTURE_DATASETS;
            case CAPTURE_CONFIG -> Topics.CAPTURE_CONFIG;
            case SPEECH_REQUESTS -> Topics.SPEECH_REQUESTS;
            case SPEECH_EVENTS -> Topics.SPEECH_EVENTS;
            case VOICES -> Topics.VOICES;
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
            case WEBHOOKS -> Column.WEBHOOKS;
            case WEBHOOK_ATTEMPTS -> Column.WEBHOOK_ATTEMPTS;
            case WEBHOOK_SECRETS -> Column.WEBHOOK_SECRETS;
            case CAPTURE_COMMANDS, EPISODES -> Column.EPISODES;
            case DATASETS -> Column.DATASETS;
            case CAPTURE_CONFIG -> Column.CAPTURE_CONFIG;
            case SPEECH_REQUESTS, SPEECH_EVENTS -> Column.SPEECH;
            case VOICES -> Column.VOICES;
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
