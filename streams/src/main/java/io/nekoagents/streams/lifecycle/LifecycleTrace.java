package io.nekoagents.streams.lifecycle;

import io.nekoagents.schema.task.TaskState;
import io.nekoagents.telemetry.trace.TraceParent;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * A span for each fact, in the trace of what led to it: the command or run event, or where that is in none, the task's
 * submission. A transaction that is tried again leaves its spans twice.
 */
final class LifecycleTrace {

    private final Tracer tracer;

    LifecycleTrace(Tracer tracer) {
        this.tracer = tracer;
    }

    /**
     * Begins the span of a fact.
     *
     * @param cause where the record that led to it stands, the root where there is none or it says nothing
     * @param before where the task stood, null if it was not known
     */
    Span begin(Context cause, @Nullable TaskState before, String taskId, SpecificRecord fact) {
        Context task = TraceParent.context(before == null ? null : before.getTraceparent());
        boolean caused = TraceParent.in(cause);
        SpanBuilder span = tracer.spanBuilder(fact.getSchema().getName())
                .setParent(caused ? cause : task)
                .setSpanKind(caused ? SpanKind.CONSUMER : SpanKind.INTERNAL)
                .setAttribute("neko.task.id", taskId);
        if (caused && TraceParent.in(task)) {
            span.addLink(Span.fromContext(task).getSpanContext());
        }
        return span.startSpan();
    }
}
