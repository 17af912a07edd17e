package io.nekoagents.ingest.command;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.nekoagents.ingest.ApiSettings;
import io.nekoagents.ingest.problem.ProblemException;
import io.nekoagents.schema.connect.KafkaConnection;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.wire.SchemaRegistry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.springframework.stereotype.Component;

/** The log of commands. */
@Component
public final class CommandLog implements AutoCloseable {

    private static final Duration[] LIMITS = {
        Duration.ofNanos(500_000),
        Duration.ofMillis(1),
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofSeconds(1)
    };

    private final LogWriter<SpecificRecord> writer;
    private final Timer writes;
    private final Tracer tracer;

    CommandLog(
            KafkaConnection connection,
            SchemaRegistry registry,
            ApiSettings settings,
            MeterRegistry meters,
            Tracer tracer) {
        this.tracer = tracer;
        this.writes = Timer.builder("neko.api.command.write")
                .description("Until every replica in sync has a command, or that is not known in time")
                .serviceLevelObjectives(LIMITS)
                .register(meters);
        this.writer = new LogWriter<>(
                connection, registry, Topics.TASK_COMMANDS, "neko-api-commands", settings.writeTimeout());
    }

    /**
     * Writes a command and waits until it is safe.
     *
     * @return its offset, or -1 if the broker did not tell
     * @throws ProblemException 503, if it is not known to be safe in time; it may still be written
     */
    public long append(String taskId, SpecificRecord command) throws InterruptedException {
        Span span = tracer.spanBuilder("write " + command.getSchema().getName())
                .setSpanKind(SpanKind.PRODUCER)
                .setAttribute("neko.task.id", taskId)
                .startSpan();
        long begun = System.nanoTime();
        try (Scope _ = span.makeCurrent()) {
            return writer.append(taskId, command);
        } finally {
            writes.record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
            span.end();
        }
    }

    @Override
    public void close() {
        writer.close();
    }
}
