package io.nekoagents.ingest.task.submit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a submission.
 *
 * @param estimatedCompletion null when no worker is known, or the task has ended
 */
record SubmittedTask(
        String taskId,
        String status,
        Instant createdAt,
        @Nullable Instant estimatedCompletion) {}
