package io.nekoagents.streams.lifecycle;

import io.nekoagents.schema.run.RunFailed;
import io.nekoagents.schema.run.RunFinished;
import io.nekoagents.schema.run.RunHeartbeat;
import io.nekoagents.schema.run.RunStarted;
import io.nekoagents.schema.run.RunSuspended;
import io.nekoagents.schema.run.RunYielded;
import io.nekoagents.schema.task.CancelTask;
import io.nekoagents.schema.task.Failure;
import io.nekoagents.schema.task.PauseKind;
import io.nekoagents.schema.task.PauseTask;
import io.nekoagents.schema.task.ResumeTask;
import io.nekoagents.schema.task.SubmitTask;
import io.nekoagents.schema.task.TaskSpec;
import io.nekoagents.schema.task.TaskState;
import io.nekoagents.schema.task.UpdateTask;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** One task lived through: triggers in, facts and the state out, as the processor would do it. */
final class TaskHistory {

    static final String TASK = "task_1";
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    static final LifecycleLimits LIMITS = new LifecycleLimits(
            3,
            Duration.ofSeconds(1),
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            Duration.ofHours(24),
            Duration.ofHours(24),
            Duration.ofDays(30));

    private final TaskDecision rules = new TaskDecision(LIMITS);
    private final List<SpecificRecord> facts = new ArrayList<>();
    private @Nullable TaskState state;
    private Instant now = START;
    private Decision last = new Decision.Ignored();

    TaskHistory then(SpecificRecord input) {
        return apply(Trigger.of(input));
    }

    TaskHistory wait(Duration duration) {
        now = now.plus(duration);
        return apply(new Trigger.TimePassed());
    }

    TaskHistory later(Duration duration) {
        now = now.plus(duration);
        return this;
    }

    private TaskHistory apply(Trigger trigger) {
        last = rules.decide(state, trigger, now);
        switch (last) {
            case Decision.Happened(var fact) -> {
                facts.add(fact);
                state = TaskEvolution.evolve(state, fact);
            }
            case Decision.Progressed progress -> state = TaskEvolution.progressed(state(), progress);
            case Decision.Yielded yielded -> state = TaskEvolution.yielded(state(), yielded);
            case Decision.Forgotten() -> state = null;
            case Decision.Reminded(), Decision.Ignored() -> {}
        }
        return this;
    }

    List<SpecificRecord> facts() {
        return facts;
    }

    SpecificRecord lastFact() {
        return facts.getLast();
    }

    Decision last() {
        return last;
    }

    boolean forgotten() {
        return state == null;
    }

    TaskState state() {
        if (state == null) {
            throw new AssertionError("The task is not known after " + facts);
        }
        return state;
    }

    static SubmitTask submit(String words) {
        return SubmitTask.newBuilder()
                .setTaskId(TASK)
                .setSpec(TaskSpec.newBuilder().setTask(words).build())
                .setRequestedAt(START)
                .build();
    }

    static UpdateTask.Builder update() {
        return UpdateTask.newBuilder().setTaskId(TASK).setRequestedAt(START);
    }

    static CancelTask cancel() {
        return CancelTask.newBuilder()
                .setTaskId(TASK)
                .setReason("changed my mind")
                .setRequestedAt(START)
                .build();
    }

    static PauseTask pause(PauseKind kind) {
        return new PauseTask(TASK, "default", kind, "let me look", START);
    }

    static ResumeTask resume() {
        return new ResumeTask(TASK, "default", START);
    }

    static RunYielded yielded(String run) {
        return new RunYielded(TASK, run, 2, START);
    }

    static RunStarted started(String run, int dispatch) {
        return new RunStarted(TASK, run, dispatch, "worker of " + run, "http://room", 1, START);
    }

    static RunHeartbeat alive(String run, int steps) {
        return new RunHeartbeat(TASK, run, steps, START);
    }

    static RunSuspended suspended(String run) {
        return new RunSuspended(TASK, run, 2, "drain", START);
    }

    static RunFinished finished(String run) {
        return new RunFinished(TASK, run, 4, "42", START);
    }

    static RunFailed failed(String run, boolean retryable) {
        return new RunFailed(TASK, run, 3, new Failure("room_lost", "The room went away", retryable), START);
    }
}
