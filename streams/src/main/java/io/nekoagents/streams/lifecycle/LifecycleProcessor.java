package io.nekoagents.streams.lifecycle;

import static io.nekoagents.streams.lifecycle.LifecycleTopology.ANNOUNCE_WEBHOOKS;
import static io.nekoagents.streams.lifecycle.LifecycleTopology.DUE_TASKS;
import static io.nekoagents.streams.lifecycle.LifecycleTopology.PLACE_WORK;
import static io.nekoagents.streams.lifecycle.LifecycleTopology.PUBLISH_STATE;
import static io.nekoagents.streams.lifecycle.LifecycleTopology.RECORD_FACTS;
import static io.nekoagents.streams.lifecycle.LifecycleTopology.TASKS;
import static java.util.Objects.requireNonNull;

import io.nekoagents.schema.task.TaskState;
import io.nekoagents.streams.deadletter.UnusableRecordException;
import io.nekoagents.streams.due.DueKeys;
import io.nekoagents.telemetry.trace.TraceParent;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Applies the rules to the records of one partition and to the passing of time. */
final class LifecycleProcessor implements Processor<String, SpecificRecord, String, SpecificRecord> {

    private static final Duration TICK = Duration.ofMillis(250);
    private static final int DUE_AT_ONCE = 1_000;

    private final LifecycleLimits limits;
    private final TaskDecision rules;
    private final Duration catchUp;
    private final LifecycleMeters meters;
    private final LifecycleTrace trace;

    private @Nullable ProcessorContext<String, SpecificRecord> context;
    private @Nullable KeyValueStore<String, TaskState> tasks;
    private @Nullable DueKeys dueTasks;
    private Instant watchingSince = Instant.MAX;
    private Context cause = Context.root();

    /** @param catchUp time to read what was written while nobody looked, before silence or lateness is held against a run */
    LifecycleProcessor(LifecycleLimits limits, Duration catchUp, LifecycleMeters meters, LifecycleTrace trace) {
        this.limits = limits;
        this.rules = new TaskDecision(limits);
        this.catchUp = catchUp;
        this.meters = meters;
        this.trace = trace;
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> context) {
        this.context = context;
        this.tasks = context.getStateStore(TASKS);
        KeyValueStore<Bytes, byte[]> due = context.getStateStore(DUE_TASKS);
        this.dueTasks = new DueKeys(due);
        this.watchingSince = now().plus(catchUp);
        context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, _ -> tick());
    }

    @Override
    public void process(Record<String, SpecificRecord> input) {
        SpecificRecord value = input.value();
        if (value == null) {
            throw new UnusableRecordException("The record has no value");
        }
        Trigger trigger = Trigger.of(value);
        if (!trigger.taskId().equals(input.key())) {
            throw new UnusableRecordException(
                    "The record's key must be its task_id " + trigger.taskId() + ", not " + input.key());
        }
        Header traceparent = input.headers().lastHeader(TraceParent.HEADER);
        cause = TraceParent.context(traceparent == null ? null : traceparent.value());
        apply(input.key(), trigger, now());
    }

    private void tick() {
        Instant now = now();
        if (now.isBefore(watchingSince)) {
            return;
        }
        cause = Context.root();
        for (String taskId : requireNonNull(dueTasks).due(now, DUE_AT_ONCE)) {
            apply(taskId, new Trigger.TimePassed(), now);
        }
    }

    private void apply(String taskId, Trigger trigger, Instant now) {
        TaskState before = requireNonNull(tasks).get(taskId);
        switch (rules.decide(before, trigger, now)) {
            case Decision.Happened(SpecificRecord fact) -> happened(taskId, before, fact, now);
            case Decision.Progressed progress -> progressed(taskId, requireNonNull(before), progress, now);
            case Decision.Yielded yielded -> {
                TaskState after = TaskEvolution.yielded(requireNonNull(before), yielded);
                keep(taskId, before, after);
                forward(PUBLISH_STATE, taskId, after, now);
            }
            case Decision.Reminded() -> forward(PUBLISH_STATE, taskId, before, now);
            case Decision.Forgotten() -> forget(taskId, requireNonNull(before), now);
            case Decision.Ignored() -> {}
        }
    }

    private void happened(String taskId, @Nullable TaskState before, SpecificRecord fact, Instant now) {
        Span span = trace.begin(cause, before, taskId, fact);
        try (Scope _ = span.makeCurrent()) {
            record(taskId, before, fact, now);
        } finally {
            span.end();
        }
    }

    private void record(String taskId, @Nullable TaskState before, SpecificRecord fact, Instant now) {
        forward(RECORD_FACTS, taskId, fact, now);
        TaskState after = TaskEvolution.evolve(before, fact);
        meters.happened(before, fact, after);
        if (after == null || after.equals(before)) {
            return;
        }
        if (before == null) {
            TraceParent.of(Span.current()).ifPresent(after::setTraceparent);
        }
        keep(taskId, before, after);
        forward(PUBLISH_STATE, taskId, after, now);
        TaskWork.change(before, after).ifPresent(work -> forward(PLACE_WORK, taskId, work, now));
        TaskWebhooks.due(fact, after).ifPresent(due -> forward(ANNOUNCE_WEBHOOKS, taskId, due, now));
    }

    private void progressed(String taskId, TaskState before, Decision.Progressed progress, Instant now) {
        TaskState after = TaskEvolution.progressed(before, progress);
        keep(taskId, before, after);
        if (after.getSteps() != before.getSteps()) {
            forward(PUBLISH_STATE, taskId, after, now);
        }
    }

    private void keep(String taskId, @Nullable TaskState before, TaskState after) {
        requireNonNull(tasks).put(taskId, after);
        requireNonNull(dueTasks)
                .move(
                        taskId,
                        before == null ? Optional.empty() : TaskDeadlines.next(before, limits),
                        TaskDeadlines.next(after, limits));
    }

    private void forget(String taskId, TaskState before, Instant now) {
        requireNonNull(tasks).delete(taskId);
        requireNonNull(dueTasks).move(taskId, TaskDeadlines.next(before, limits), Optional.empty());
        forward(PUBLISH_STATE, taskId, null, now);
    }

    private void forward(String sink, String taskId, @Nullable SpecificRecord value, Instant now) {
        Record<String, SpecificRecord> output = new Record<>(taskId, value, now.toEpochMilli());
        TraceParent.currentHeader().ifPresent(place -> output.headers().add(TraceParent.HEADER, place));
        requireNonNull(context).forward(output, sink);
    }

    private Instant now() {
        return Instant.ofEpochMilli(requireNonNull(context).currentSystemTimeMs());
    }
}
