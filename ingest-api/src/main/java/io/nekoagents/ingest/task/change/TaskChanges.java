package io.nekoagents.ingest.task.change;

import io.nekoagents.ingest.ApiSettings;
import io.nekoagents.ingest.access.Caller;
import io.nekoagents.ingest.command.CommandLog;
import io.nekoagents.ingest.problem.ProblemException;
import io.nekoagents.ingest.task.read.KnownTasks;
import io.nekoagents.ingest.view.HistoryEntry;
import io.nekoagents.ingest.view.KnownTask;
import io.nekoagents.ingest.view.TaskSignals.Follower;
import io.nekoagents.ingest.view.TaskView;
import io.nekoagents.ingest.webhook.CallbackCheck;
import io.nekoagents.schema.rule.TaskRules;
import io.nekoagents.schema.rule.Violation;
import io.nekoagents.schema.task.CancelTask;
import io.nekoagents.schema.task.Pause;
import io.nekoagents.schema.task.PauseKind;
import io.nekoagents.schema.task.PauseTask;
import io.nekoagents.schema.task.ResumeTask;
import io.nekoagents.schema.task.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Writes changes of tasks to the log, and looks in the facts that follow what became of them. */
@Component
final class TaskChanges {

    private final CommandLog log;
    private final TaskView view;
    private final KnownTasks tasks;
    private final CallbackCheck callbacks;
    private final InstantSource clock;
    private final Duration patience;

    TaskChanges(
            CommandLog log,
            TaskView view,
            KnownTasks tasks,
            CallbackCheck callbacks,
            InstantSource clock,
            ApiSettings settings) {
        this.log = log;
        this.view = view;
        this.tasks = tasks;
        this.callbacks = callbacks;
        this.clock = clock;
        this.patience = settings.readTimeout();
    }

    /** @param done false where the outcome was not known in time; the command then still counts */
    record Outcome(KnownTask task, boolean done) {}

    /** @throws ProblemException if there is no such task, it has ended, or it would break the rules */
    Outcome update(Caller caller, String taskId, ChangeRequest change) throws InterruptedException {
        try (Follower follower = view.follow(taskId)) {
            long from = view.nextFact(taskId);
            KnownTask task = tasks.require(caller, taskId);
            requireSound(change, task);
            log.append(taskId, change.command(taskId, task.tenant(), now()));
            return settle(task, from, follower, fact -> Verdict.onUpdate(change, fact));
        }
    }

    /** @throws ProblemException if there is no such task, or it has ended otherwise */
    Outcome cancel(Caller caller, String taskId, @Nullable String reason) throws InterruptedException {
        try (Follower follower = view.follow(taskId)) {
            long from = view.nextFact(taskId);
            KnownTask task = tasks.require(caller, taskId);
            if (task.status() == TaskStatus.CANCELLED) {
                return new Outcome(task, true);
            }
            requireOpen(task);
            log.append(taskId, new CancelTask(taskId, task.tenant(), reason, now()));
            return settle(task, from, follower, Verdict::onCancel);
        }
    }

    /** @throws ProblemException if there is no such task, or it has ended */
    Outcome pause(Caller caller, String taskId, PauseKind kind, @Nullable String reason) throws InterruptedException {
        try (Follower follower = view.follow(taskId)) {
            long from = view.nextFact(taskId);
            KnownTask task = tasks.require(caller, taskId);
            requireOpen(task);
            if (task.pause().map(Pause::getKind).filter(kind::equals).isPresent()) {
                return new Outcome(task, true);
            }
            log.append(taskId, new PauseTask(taskId, task.tenant(), kind, reason, now()));
            return settle(task, from, follower, fact -> Verdict.onPause(kind, fact));
        }
    }

    /** @throws ProblemException if there is no such task, it has ended, or it is not paused */
    Outcome resume(Caller caller, String taskId) throws InterruptedException {
        try (Follower follower = view.follow(taskId)) {
            long from = view.nextFact(taskId);
            KnownTask task = tasks.require(caller, taskId);
            requireOpen(task);
            log.append(taskId, new ResumeTask(taskId, task.tenant(), now()));
            return settle(task, from, follower, Verdict::onResume);
        }
    }

    private void requireSound(ChangeRequest change, KnownTask task) {
        if (change.isEmpty()) {
            throw ProblemException.unreadable("The body must change at least one field");
        }
        requireOpen(task);
        List<Violation> violations = new ArrayList<>(TaskRules.violations(change.appliedTo(task.spec())));
        if (violations.isEmpty()) {
            violations.addAll(callbacks.violations(task.tenant(), change.callbackUrl()));
        }
        if (!violations.isEmpty()) {
            throw ProblemException.invalid(violations);
        }
    }

    private static void requireOpen(KnownTask task) {
        if (task.ended()) {
            throw ProblemException.conflict(
                    "The task has ended: " + task.status().name().toLowerCase(Locale.ROOT));
        }
    }

    private Outcome settle(KnownTask before, long from, Follower follower, Function<SpecificRecord, Verdict> judge)
            throws InterruptedException {
        String taskId = before.taskId();
        long deadline = System.nanoTime() + patience.toNanos();
        Optional<Verdict> verdict = awaited(follower, deadline, () -> verdict(taskId, from, judge));
        if (verdict.isPresent() && verdict.get() instanceof Verdict.Refused(String reason)) {
            throw ProblemException.conflict(reason);
        }
        if (verdict.isPresent() && verdict.get() instanceof Verdict.Done(long version)) {
            Optional<KnownTask> changed =
                    awaited(follower, deadline, () -> view.find(taskId).filter(task -> task.version() >= version));
            if (changed.isPresent()) {
                return new Outcome(changed.get(), true);
            }
        }
        return new Outcome(view.find(taskId).orElse(before), false);
    }

    private Optional<Verdict> verdict(String taskId, long from, Function<SpecificRecord, Verdict> judge) {
        return view.facts(taskId, from).stream()
                .map(HistoryEntry::value)
                .map(judge)
                .filter(each -> !(each instanceof Verdict.Open))
                .findFirst();
    }

    private static <T> Optional<T> awaited(Follower follower, long deadline, Supplier<Optional<T>> look)
            throws InterruptedException {
        while (true) {
            Optional<T> found = look.get();
            long left = deadline - System.nanoTime();
            if (found.isPresent() || left <= 0) {
                return found;
            }
            follower.await(Duration.ofNanos(left));
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
