package io.nekoagents.ingest.task.change;

import io.nekoagents.schema.task.TaskSpec;
import io.nekoagents.schema.task.UpdateTask;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a client wants changed; null leaves a field as it is. */
record ChangeRequest(
        @Nullable String task,
        @Nullable Integer maxSteps,
        @Nullable Integer timeout,
        @Nullable String callbackUrl) {

    boolean isEmpty() {
        return Stream.of(task, maxSteps, timeout, callbackUrl).allMatch(Objects::isNull);
    }

    UpdateTask command(String taskId, String tenant, Instant now) {
        return new UpdateTask(taskId, tenant, task, maxSteps, timeout, callbackUrl, now);
    }

    /** The specification with the change made. */
    TaskSpec appliedTo(TaskSpec spec) {
        TaskSpec.Builder changed = TaskSpec.newBuilder(spec);
        Optional.ofNullable(task).ifPresent(changed::setTask);
        Optional.ofNullable(maxSteps).ifPresent(changed::setMaxSteps);
        Optional.ofNullable(timeout).ifPresent(changed::setTimeoutSeconds);
        Optional.ofNullable(callbackUrl).ifPresent(changed::setCallbackUrl);
        return changed.build();
    }

    /** Whether the change is made in a specification. */
    boolean isIn(TaskSpec spec) {
        return appliedTo(spec).equals(spec);
    }
}
