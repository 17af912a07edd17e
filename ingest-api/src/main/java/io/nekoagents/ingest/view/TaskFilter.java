package io.nekoagents.ingest.view;

import io.nekoagents.schema.task.TaskMode;
import io.nekoagents.schema.task.TaskStatus;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which tasks are wanted; what is null does not matter.
 *
 * @param tenant whose tasks; none is ever wanted of another
 * @param createdAfter exclusive
 * @param createdBefore exclusive
 * @param text part of the task's wording, whatever its case
 */
public record TaskFilter(
        String tenant,
        @Nullable TaskStatus status,
        @Nullable TaskMode mode,
        @Nullable Instant createdAfter,
        @Nullable Instant createdBefore,
        @Nullable String text) {

    boolean wants(Labels labels) {
        return (status == null || status == labels.status()) && (mode == null || mode == labels.mode());
    }

    boolean wants(KnownTask task) {
        return tenant.equals(task.tenant())
                && wants(new Labels(task.status(), task.spec().getMode()))
                && (text == null
                        || task.spec().getTask().toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT)));
    }
}
