package io.nekoagents.ingest.view;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A column family of the store; names are persistent. */
enum Column {
    /** Whose view this is, the offsets it covers, and recent durations. */
    META,
    /** Task id: the submission that counts, while the lifecycle has not yet spoken. */
    PENDING,
    /** Task id: the task's last state. */
    STATES,
    /** Tenant, moment of creation, newest first, and task id: status and mode. */
    TIMES,
    /** Task id of each task that has not ended. */
    OPEN,
    /** Task id and offset: each fact. */
    FACTS,
    /** Task id and offset: each action. */
    ACTIONS,
    /** Task id and offset: each frame. */
    FRAMES,
    /** Worker id: its last heartbeat. */
    WORKERS,
    /** Key id: the API key. */
    KEYS,
    /** Task id and offset: each webhook that is called for. */
    WEBHOOKS,
    /** Task id and offset: each attempt to deliver one, and each request to do so again. */
    WEBHOOK_ATTEMPTS,
    /** Tenant: which secret signs its webhooks. */
    WEBHOOK_SECRETS,
    /** Partition, line, when it is due, and task id: of each task with a delivery before it. */
    DELIVERY_LINES,
    /** Task id: its key in the lines. */
    DELIVERY_PLACES,
    /** Tenant, episode, and place in the log: each command and fact. */
    EPISODES,
    /** Tenant, moment it was asked for, newest first, and episode: the key of its records. */
    EPISODE_TIMES,
    /** Tenant, request, and place in the log: each command and fact. */
    SPEECH,
    /** Tenant, moment it was asked for, newest first, and request: the key of its records. */
    SPEECH_TIMES,
    /** Tenant and dataset: the dataset. */
    DATASETS,
    /** Tenant: how its episodes are kept. */
    CAPTURE_CONFIG,
    /** Tenant and voice: the voice. */
    VOICES,
    /** Session id: the command that counts, while there is no state. */
    PENDING_SESSIONS,
    /** Session id: the session's last state. */
    SESSIONS;

    byte[] id() {
        String id = this == META ? "default" : name().toLowerCase(Locale.ROOT);
        return id.getBytes(StandardCharsets.UTF_8);
    }
}
