package io.nekoagents.ingest.view;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.nekoagents.schema.task.TaskMode;
import io.nekoagents.schema.task.TaskStatus;

/** What a list filters by most, kept in its index. */
record Labels(TaskStatus status, TaskMode mode) {

    private static final String BETWEEN = "/";

    static Labels of(byte[] bytes) {
        String[] names = new String(bytes, US_ASCII).split(BETWEEN, 2);
        return new Labels(TaskStatus.valueOf(names[0]), TaskMode.valueOf(names[1]));
    }

    byte[] bytes() {
        return (status + BETWEEN + mode).getBytes(US_ASCII);
    }
}
