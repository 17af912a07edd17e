package io.nekoagents.ingest.view;

import io.nekoagents.schema.rule.SpecFingerprint;
import io.nekoagents.schema.task.Pause;
import io.nekoagents.schema.task.SubmitTask;
import io.nekoagents.schema.task.TaskSpec;
import io.nekoagents.schema.task.TaskState;
import io.nekoagents.schema.task.TaskStatus;
import java.time.Instant;
import java.util.Optional;

/** A task as the log tells of it. */
public sealed interface KnownTask {

    String taskId();

    String tenant();

    /** Of the last fact known, 0 before the first. */
    long version();

    TaskSpec spec();

    /** When the client asked for it. */
    Instant createdAt();

    TaskStatus status();

    /** Why it rests, if it does. */
    Optional<Pause> pause();

    /** SHA-256 of the specification it was submitted with, in lower-case hex. */
    String fingerprint();

    /** Whether nothing more happens to it. */
    default boolean ended() {
        return ended(status());
    }

    /** Whether nothing more happens to a task of this status. */
    static boolean ended(TaskStatus status) {
        return switch (status) {
            case COMPLETED, FAILED, CANCELLED, TIMED_OUT -> true;
            case UNKNOWN, QUEUED, RUNNING -> false;
        };
    }

    /** The lifecycle has not yet spoken of it: the first submission counts. */
    record Pending(SubmitTask command) implements KnownTask {

        @Override
        public String taskId() {
            return command.getTaskId();
        }

        @Override
        public String tenant() {
            return command.getTenant();
        }

        @Override
        public long version() {
            return 0;
        }

        @Override
        public TaskSpec spec() {
            return command.getSpec();
        }

        @Override
        public Instant createdAt() {
            return command.getRequestedAt();
        }

        @Override
        public TaskStatus status() {
            return TaskStatus.QUEUED;
        }

        @Override
        public Optional<Pause> pause() {
            return Optional.empty();
        }

        @Override
        public String fingerprint() {
            return SpecFingerprint.of(command.getSpec());
        }
    }

    /** Its state by the lifecycle. */
    record Stated(TaskState state) implements KnownTask {

        @Override
        public String taskId() {
            return state.getTaskId();
        }

        @Override
        public String tenant() {
            return state.getTenant();
        }

        @Override
        public long version() {
            return state.getVersion();
        }

        @Override
        public TaskSpec spec() {
            return state.getSpec();
        }

        @Override
        public Instant createdAt() {
            return state.getRequestedAt();
        }

        @Override
        public TaskStatus status() {
            return state.getStatus();
        }

        @Override
        public Optional<Pause> pause() {
            return Optional.ofNullable(state.getPause());
        }

        @Override
        public String fingerprint() {
            return state.getFingerprint();
        }
    }
}
