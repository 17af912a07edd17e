package io.nekoagents.agent.run;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.nekoagents.schema.task.QueuedTask;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Sees how long runs and the parts of their steps take, for traces and metrics. */
final class RunWitness {

    private static final Duration[] LIMITS = {
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2_500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30)
    };

    private static final Duration[] LENGTHS = {
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofMinutes(1),
        Duration.ofMinutes(5),
        Duration.ofMinutes(30)
    };

    private final MeterRegistry meters;
    private final RunTrace trace;

    RunWitness(MeterRegistry meters, Tracer tracer) {
        this.meters = meters;
        this.trace = new RunTrace(tracer);
    }

    /** What is seen from here to its end belongs to it; begun and ended by one thread. */
    final class Part implements AutoCloseable {

        private final String name;
        private final Span span;
        private final Scope scope;
        private final long begun = System.nanoTime();

        @SuppressWarnings("MustBeClosedChecker") // closed with the part
        private Part(String name, Span span) {
            this.name = name;
            this.span = span;
            this.scope = span.makeCurrent();
        }

        @Override
        public void close() {
            scope.close();
            span.end();
            Timer.builder("neko.agent.step.time")
                    .description("Steps of runs, and their parts: the policy's decision, the action's execution")
                    .tag("part", name)
                    .serviceLevelObjectives(LIMITS)
                    .register(meters)
                    .record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
        }
    }

    Part step(int number) {
        return new Part("step", trace.step(number));
    }

    Part part(String name) {
        return new Part(name, trace.part(name));
    }

    Span run(QueuedTask task, String workerId, String runId) {
        return trace.run(task, workerId, runId);
    }

    void ended(Span run, Ending ending, int steps, Duration length) {
        RunTrace.end(run, ending, steps);
        Counter.builder("neko.agent.runs")
                .description("Runs that ended, by how")
                .tag("ending", ending.label())
                .register(meters)
                .increment();
        Timer.builder("neko.agent.run.time")
                .description("From a run's begin to its end")
                .serviceLevelObjectives(LENGTHS)
                .register(meters)
                .record(length);
    }
}
