package io.nekoagents.ingest.task.submit;

import io.nekoagents.ingest.ApiSettings;
import io.nekoagents.ingest.command.CommandLog;
import io.nekoagents.ingest.estimate.CompletionEstimate;
import io.nekoagents.ingest.problem.ProblemException;
import io.nekoagents.ingest.view.KnownTask;
import io.nekoagents.ingest.view.TaskView;
import io.nekoagents.ingest.view.Workload;
import io.nekoagents.ingest.webhook.CallbackCheck;
import io.nekoagents.schema.rule.SpecFingerprint;
import io.nekoagents.schema.rule.TaskRules;
import io.nekoagents.schema.rule.Violation;
import io.nekoagents.schema.task.SubmitTask;
import io.nekoagents.schema.task.TaskSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts tasks into the log. Where a client gave a key, the first submission in the log's order is the task. */
@Component
final class Submission {

    private final CommandLog log;
    private final TaskView view;
    private final Workload workload;
    private final CallbackCheck callbacks;
    private final TaskIds ids;
    private final InstantSource clock;
    private final Duration patience;

    Submission(
            CommandLog log,
            TaskView view,
            Workload workload,
            CallbackCheck callbacks,
            TaskIds ids,
            InstantSource clock,
            ApiSettings settings) {
        this.log = log;
        this.view = view;
        this.workload = workload;
        this.callbacks = callbacks;
        this.ids = ids;
        this.clock = clock;
        this.patience = settings.writeTimeout();
    }

    /** @param first false where the task had been submitted before */
    record Result(SubmittedTask task, boolean first) {}

    /**
     * Writes the task to the log, once for each key of the tenant.
     *
     * @throws ProblemException if the task breaks the rules, the key is of another task, or the log cannot be written
     */
    Result submit(String tenant, TaskSpec spec, @Nullable String idempotencyKey) throws InterruptedException {
        requireNone(TaskRules.violations(spec));
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return idempotencyKey == null ? fresh(tenant, spec, now) : keyed(tenant, spec, idempotencyKey, now);
    }

    private Result fresh(String tenant, TaskSpec spec, Instant now) throws InterruptedException {
        requireNone(callbacks.violations(tenant, spec.getCallbackUrl()));
        String taskId = ids.fresh(now);
        Instant done = estimate(spec, now).orElse(null);
        log.append(taskId, new SubmitTask(taskId, tenant, spec, null, now));
        return new Result(new SubmittedTask(taskId, "queued", now, done), true);
    }

    private Result keyed(String tenant, TaskSpec spec, String key, Instant now) throws InterruptedException {
        String taskId = TaskIds.derived(tenant, key);
        Optional<KnownTask> known = view.find(taskId);
        if (known.isPresent()) {
            return repeated(known.get(), spec, now);
        }
        if (!view.caughtUp()) {
            throw ProblemException.unavailable("It is not yet known whether the key was used before");
        }
        requireNone(callbacks.violations(tenant, spec.getCallbackUrl()));
        long offset = log.append(taskId, new SubmitTask(taskId, tenant, spec, key, now));
        if (!view.awaitCommand(taskId, offset, patience)) {
            throw ProblemException.unavailable(
                    "The task was taken, but not yet found to be the first of its key. Try again with the same key");
        }
        KnownTask winner = view.find(taskId)
                .orElseThrow(() -> ProblemException.unavailable("The task was forgotten meanwhile. Try again"));
        return repeated(winner, spec, now);
    }

    private static void requireNone(List<Violation> violations) {
        if (!violations.isEmpty()) {
            throw ProblemException.invalid(violations);
        }
    }

    private Result repeated(KnownTask winner, TaskSpec spec, Instant now) {
        if (!winner.fingerprint().equals(SpecFingerprint.of(spec))) {
            throw ProblemException.conflict("The Idempotency-Key is of another task, " + winner.taskId());
        }
        Instant done = winner.ended() ? null : estimate(winner.spec(), now).orElse(null);
        SubmittedTask task = new SubmittedTask(
                winner.taskId(), winner.status().name().toLowerCase(Locale.ROOT), winner.createdAt(), done);
        return new Result(task, winner.createdAt().equals(now));
    }

    private Optional<Instant> estimate(TaskSpec spec, Instant now) {
        Duration duration = workload.meanDuration().orElseGet(() -> Duration.ofSeconds(spec.getTimeoutSeconds()));
        return CompletionEstimate.of(now, workload.openTasks(), workload.slots(now), duration);
    }
}
