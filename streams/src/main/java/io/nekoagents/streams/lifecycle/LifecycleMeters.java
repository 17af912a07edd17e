package io.nekoagents.streams.lifecycle;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.nekoagents.schema.task.TaskStarted;
import io.nekoagents.schema.task.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** What is measured of the facts of tasks. A transaction that is tried again counts twice. */
final class LifecycleMeters {

    private static final Duration[] WAITS = seconds(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_800);
    private static final Duration[] LENGTHS = seconds(1, 2.5, 5, 10, 20, 30, 60, 120, 300, 600, 1_800, 3_600);

    private final MeterRegistry meters;

    LifecycleMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    /** @param after where the task stands then, null if it is not known */
    void happened(@Nullable TaskState before, SpecificRecord fact, @Nullable TaskState after) {
        Counter.builder("neko.lifecycle.facts")
                .description("Facts of tasks")
                .tag("type", fact.getSchema().getName())
                .register(meters)
                .increment();
        if (before == null || after == null) {
            return;
        }
        if (fact instanceof TaskStarted started) {
            record(
                    "neko.task.queue.time",
                    "From joining the queue to a run's start",
                    WAITS,
                    after,
                    new Interval(before.getQueuedAt(), started.getOccurredAt()));
        }
        Instant ended = before.getFinishedAt() == null ? after.getFinishedAt() : null;
        if (ended != null) {
            record(
                    "neko.task.turnaround",
                    "From a client's request to the task's end",
                    LENGTHS,
                    after,
                    new Interval(after.getRequestedAt(), ended));
            if (after.getStartedAt() != null) {
                record(
                        "neko.task.duration",
                        "From a task's first start to its end",
                        LENGTHS,
                        after,
                        new Interval(after.getStartedAt(), ended));
            }
        }
    }

    private record Interval(Instant from, Instant to) {

        /** Clocks of clients may be ahead of ours. */
        Duration length() {
            return from.isAfter(to) ? Duration.ZERO : Duration.between(from, to);
        }
    }

    private void record(String name, String description, Duration[] limits, TaskState task, Interval span) {
        Timer.builder(name)
                .description(description)
                .tag("task_type", task.getSpec().getMode().name().toLowerCase(Locale.ROOT))
                .serviceLevelObjectives(limits)
                .register(meters)
                .record(span.length());
    }

    private static Duration[] seconds(double... limits) {
        return Arrays.stream(limits)
                .mapToObj(each -> Duration.ofMillis(Math.round(each * 1_000)))
                .toArray(Duration[]::new);
    }
}
