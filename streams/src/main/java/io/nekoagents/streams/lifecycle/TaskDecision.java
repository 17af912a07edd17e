package io.nekoagents.streams.lifecycle;

import io.nekoagents.schema.rule.SpecFingerprint;
import io.nekoagents.schema.rule.TaskRules;
import io.nekoagents.schema.rule.Violation;
import io.nekoagents.schema.run.RunFailed;
import io.nekoagents.schema.run.RunHeartbeat;
import io.nekoagents.schema.run.RunStarted;
import io.nekoagents.schema.run.RunYielded;
import io.nekoagents.schema.run.WorkRefused;
import io.nekoagents.schema.task.CancelTask;
import io.nekoagents.schema.task.Failure;
import io.nekoagents.schema.task.PauseKind;
import io.nekoagents.schema.task.PauseTask;
import io.nekoagents.schema.task.ResumeTask;
import io.nekoagents.schema.task.SubmitTask;
import io.nekoagents.schema.task.TaskRejected;
import io.nekoagents.schema.task.TaskSpec;
import io.nekoagents.schema.task.TaskState;
import io.nekoagents.schema.task.TaskStatus;
import io.nekoagents.schema.task.TaskSubmitted;
import io.nekoagents.schema.task.UpdateTask;
import io.nekoagents.streams.lifecycle.Decision.Forgotten;
import io.nekoagents.streams.lifecycle.Decision.Happened;
import io.nekoagents.streams.lifecycle.Decision.Ignored;
import io.nekoagents.streams.lifecycle.Decision.Progressed;
import io.nekoagents.streams.lifecycle.Decision.Reminded;
import io.nekoagents.streams.lifecycle.Decision.Yielded;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What follows from a trigger, given where the task stands. */
final class TaskDecision {

    private static final String TASK_ID = "task_id";

    private final LifecycleLimits limits;

    TaskDecision(LifecycleLimits limits) {
        this.limits = limits;
    }

    /**
     * @param state where the task stands, null when it is not known
     * @param now the moment the decision is taken at
     */
    Decision decide(@Nullable TaskState state, Trigger trigger, Instant now) {
        return switch (trigger) {
            case Trigger.Submit(var command) -> submit(state, command, now);
            case Trigger.Update(var command) -> update(state, command, now);
            case Trigger.Cancel(var command) -> cancel(state, command, now);
            case Trigger.Pause(var command) -> pause(state, command, now);
            case Trigger.Resume(var command) -> resume(state, command, now);
            case Trigger.Started(var event) -> start(state, event, now);
            case Trigger.Alive(var event) -> progress(state, event, now);
            case Trigger.Suspended(var event) ->
                held(state, event.getRunId())
                        .<Decision>map(task -> new Happened(facts(task, now).requeued()))
                        .orElseGet(Ignored::new);
            case Trigger.Yielded(var event) -> stopped(state, event, now);
            case Trigger.Refused(var event) -> refuse(state, event, now);
            case Trigger.Finished(var event) ->
                held(state, event.getRunId())
                        .<Decision>map(task -> new Happened(facts(task, now).completed(event)))
                        .orElseGet(Ignored::new);
            case Trigger.Failed(var event) ->
                held(state, event.getRunId())
                        .map(task -> fail(task, event, now))
                        .orElseGet(Ignored::new);
            case Trigger.TimePassed() -> state == null ? new Ignored() : passTime(state, now);
        };
    }

    private static Decision submit(@Nullable TaskState state, SubmitTask command, Instant now) {
        List<Violation> violations = TaskRules.violations(command);
        if (!violations.isEmpty()) {
            return rejected(command, state, violations, now);
        }
        String fingerprint = SpecFingerprint.of(command.getSpec());
        if (state == null) {
            return new Happened(new TaskSubmitted(
                    command.getTaskId(),
                    command.getTenant(),
                    1L,
                    now,
                    command.getSpec(),
                    fingerprint,
                    command.getRequestedAt()));
        }
        boolean repeated = fingerprint.equals(state.getFingerprint()) && owns(command.getTenant(), state);
        return repeated
                ? new Ignored()
                : rejected(command, state, TASK_ID, "is the id of another task with another specification", now);
    }

    private static Decision update(@Nullable TaskState state, UpdateTask command, Instant now) {
        if (state == null || !owns(command.getTenant(), state)) {
            return rejected("UpdateTask", command.getTaskId(), command.getTenant(), 0, TASK_ID, "is not known", now);
        }
        if (ended(state)) {
            return refused("UpdateTask", state, TASK_ID, "has ended: " + state.getStatus(), now);
        }
        if (command.getTask() != null && state.getAttempt() > 0) {
            return refused("UpdateTask", state, "task", "cannot be changed once the task has started", now);
        }
        TaskSpec spec = changed(state.getSpec(), command);
        List<Violation> violations = TaskRules.violations(spec);
        return violations.isEmpty()
                ? new Happened(facts(state, now).updated(spec))
                : refused("UpdateTask", state, violations.getFirst().field(), reasons(violations), now);
    }

    private static TaskSpec changed(TaskSpec spec, UpdateTask command) {
        TaskSpec.Builder changed = TaskSpec.newBuilder(spec);
        Optional.ofNullable(command.getTask()).ifPresent(changed::setTask);
        Optional.ofNullable(command.getMaxSteps()).ifPresent(changed::setMaxSteps);
        Optional.ofNullable(command.getTimeoutSeconds()).ifPresent(changed::setTimeoutSeconds);
        Optional.ofNullable(command.getCallbackUrl()).ifPresent(changed::setCallbackUrl);
        return changed.build();
    }

    private static Decision cancel(@Nullable TaskState state, CancelTask command, Instant now) {
        if (state == null || !owns(command.getTenant(), state)) {
            return rejected("CancelTask", command.getTaskId(), command.getTenant(), 0, TASK_ID, "is not known", now);
        }
        if (state.getStatus() == TaskStatus.CANCELLED) {
            return new Ignored();
        }
        return ended(state)
                ? refused("CancelTask", state, TASK_ID, "has ended: " + state.getStatus(), now)
                : new Happened(facts(state, now).cancelled(command.getReason()));
    }

    private static Decision pause(@Nullable TaskState state, PauseTask command, Instant now) {
        if (state == null || !owns(command.getTenant(), state)) {
            return rejected("PauseTask", command.getTaskId(), command.getTenant(), 0, TASK_ID, "is not known", now);
        }
        if (ended(state)) {
            return refused("PauseTask", state, TASK_ID, "has ended: " + state.getStatus(), now);
        }
        if (command.getKind() == PauseKind.UNKNOWN) {
            return refused("PauseTask", state, "kind", "must be PAUSE or TAKEOVER", now);
        }
        boolean repeated = state.getPause() != null && state.getPause().getKind() == command.getKind();
        return repeated
                ? new Ignored()
                : new Happened(facts(state, now).paused(command.getKind(), command.getReason()));
    }

    private static Decision resume(@Nullable TaskState state, ResumeTask command, Instant now) {
        if (state == null || !owns(command.getTenant(), state)) {
            return rejected("ResumeTask", command.getTaskId(), command.getTenant(), 0, TASK_ID, "is not known", now);
        }
        return state.getPause() == null
                ? refused("ResumeTask", state, TASK_ID, "is not paused", now)
                : new Happened(facts(state, now).resumed());
    }

    private static Decision stopped(@Nullable TaskState state, RunYielded run, Instant now) {
        return held(state, run.getRunId())
                .filter(task -> task.getPause() != null)
                .<Decision>map(_ -> new Yielded(now))
                .orElseGet(Ignored::new);
    }

    private static Decision refuse(@Nullable TaskState state, WorkRefused event, Instant now) {
        if (state == null || state.getStatus() != TaskStatus.QUEUED || state.getDispatch() != event.getDispatch()) {
            return new Ignored();
        }
        return new Happened(facts(state, now).failed(0, event.getFailure()));
    }

    /** The last run to start from the queue record that counts holds the task. */
    private Decision start(@Nullable TaskState state, RunStarted run, Instant now) {
        if (state == null) {
            return new Ignored();
        }
        boolean resting = state.getPause() != null && state.getStatus() == TaskStatus.QUEUED;
        boolean counts =
                !ended(state) && !resting && state.getNotBefore() == null && run.getDispatch() == state.getDispatch();
        if (!counts || run.getRunId().equals(state.getRunId())) {
            return new Reminded();
        }
        if (state.getStatus() == TaskStatus.RUNNING && state.getFaults() + 1 >= limits.maxAttempts()) {
            return new Happened(facts(state, now)
                    .failed(state.getSteps(), exhausted("its worker " + state.getWorkerId() + " lost it")));
        }
        return new Happened(facts(state, now).started(run));
    }

    private static Decision progress(@Nullable TaskState state, RunHeartbeat run, Instant now) {
        return held(state, run.getRunId())
                .<Decision>map(task -> new Progressed(Math.max(task.getSteps(), run.getSteps()), now))
                .orElseGet(Ignored::new);
    }

    private Decision fail(TaskState state, RunFailed run, Instant now) {
        Failure failure = run.getFailure();
        return failure.getRetryable()
                ? retry(state, run.getSteps(), failure, now)
                : new Happened(facts(state, now).failed(run.getSteps(), failure));
    }

    private Decision retry(TaskState state, int steps, Failure failure, Instant now) {
        int faults = state.getFaults() + 1;
        if (faults >= limits.maxAttempts()) {
            return new Happened(
                    facts(state, now).failed(steps, exhausted(failure.getCode() + ": " + failure.getMessage())));
        }
        return new Happened(facts(state, now).retryScheduled(failure, now.plus(limits.backoffAfter(faults))));
    }

    private Failure exhausted(String last) {
        return new Failure(
                "attempts_exhausted", "The last of " + limits.maxAttempts() + " attempts failed. " + last, false);
    }

    private Decision passTime(TaskState state, Instant now) {
        if (ended(state)) {
            return passed(TaskDeadlines.forgotten(state, limits), now) ? new Forgotten() : new Ignored();
        }
        if (passed(TaskDeadlines.runsOut(state), now)) {
            return new Happened(facts(state, now).timedOut());
        }
        if (passed(TaskDeadlines.restsTooLong(state, limits), now)) {
            String message = "Nobody resumed the task in " + limits.maxPause().toSeconds() + " s";
            return new Happened(
                    facts(state, now).failed(state.getSteps(), new Failure("pause_expired", message, false)));
        }
        return switch (state.getStatus()) {
            case RUNNING -> passed(TaskDeadlines.lost(state, limits), now) ? lost(state, now) : new Ignored();
            case QUEUED -> passTimeInQueue(state, now);
            case COMPLETED, FAILED, CANCELLED, TIMED_OUT, UNKNOWN -> new Ignored();
        };
    }

    private Decision lost(TaskState state, Instant now) {
        String message = "Worker " + state.getWorkerId() + " gave no sign of life for "
                + limits.heartbeatTimeout().toSeconds() + " s";
        return retry(state, state.getSteps(), new Failure("run_lost", message, true), now);
    }

    private Decision passTimeInQueue(TaskState state, Instant now) {
        if (passed(TaskDeadlines.retry(state), now)) {
            return new Happened(facts(state, now).requeued());
        }
        if (passed(TaskDeadlines.waitsTooLong(state, limits), now)) {
            String message =
                    "No worker took the task in " + limits.maxQueueTime().toSeconds() + " s";
            return new Happened(facts(state, now).failed(0, new Failure("queue_time_exceeded", message, false)));
        }
        return new Ignored();
    }

    private static boolean passed(Optional<Instant> deadline, Instant now) {
        return deadline.isPresent() && !now.isBefore(deadline.get());
    }

    private static Optional<TaskState> held(@Nullable TaskState state, String runId) {
        if (state == null || state.getStatus() != TaskStatus.RUNNING || !runId.equals(state.getRunId())) {
            return Optional.empty();
        }
        return Optional.of(state);
    }

    private static boolean owns(String tenant, TaskState state) {
        return tenant.equals(state.getTenant());
    }

    private static boolean ended(TaskState state) {
        return switch (state.getStatus()) {
            case COMPLETED, FAILED, CANCELLED, TIMED_OUT -> true;
            case QUEUED, RUNNING, UNKNOWN -> false;
        };
    }

    private static TaskFacts facts(TaskState state, Instant now) {
        return new TaskFacts(state, now);
    }

    private static Decision rejected(
            SubmitTask command, @Nullable TaskState state, List<Violation> violations, Instant now) {
        return rejected(command, state, violations.getFirst().field(), reasons(violations), now);
    }

    private static Decision rejected(
            SubmitTask command, @Nullable TaskState state, String field, String reason, Instant now) {
        long version = state == null ? 0 : state.getVersion();
        return rejected("SubmitTask", command.getTaskId(), command.getTenant(), version, field, reason, now);
    }

    private static Decision refused(String command, TaskState state, String field, String reason, Instant now) {
        return rejected(command, state.getTaskId(), state.getTenant(), state.getVersion(), field, reason, now);
    }

    private static Decision rejected(
            String command, String taskId, String tenant, long version, String field, String reason, Instant now) {
        return new Happened(new TaskRejected(taskId, tenant, version, now, command, field, reason));
    }

    private static String reasons(List<Violation> violations) {
        return violations.stream()
                .map(violation -> violation.field() + " " + violation.message())
                .collect(Collectors.joining("; "));
    }
}
