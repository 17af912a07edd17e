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
    /** Session id: the command that counts, while there is no state. */
    PENDING_SESSIONS,
    /** Session id: the session's last state. */
    SESSIONS;

    byte[] id() {
        String id = this == META ? "default" : name().toLowerCase(Locale.ROOT);
        return id.getBytes(StandardCharsets.UTF_8);
    }
}
