package io.nekoagents.telemetry.trace;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A place in a trace as W3C Trace Context writes it: {@code 00-<trace>-<span>-<flags>}. Vendors' {@code tracestate} is not kept. */
public final class TraceParent {

    /** Name of the header, in HTTP and in Kafka. */
    public static final String HEADER = "traceparent";

    private static final TextMapGetter<String> GETTER = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String carrier) {
            return List.of(HEADER);
        }

        @Override
        public @Nullable String get(@Nullable String carrier, String key) {
            return HEADER.equals(key) ? carrier : null;
        }
    };

    private TraceParent() {}

    /** What follows the place named; the beginning of another trace if it is null or malformed. */
    public static Context context(@Nullable String traceparent) {
        return traceparent == null
                ? Context.root()
                : W3CTraceContextPropagator.getInstance().extract(Context.root(), traceparent, GETTER);
    }

    /** As {@link #context(String)}, of a record's header. */
    public static Context context(byte @Nullable [] header) {
        return header == null ? Context.root() : context(new String(header, US_ASCII));
    }

    /** Whether a trace goes through this context. */
    public static boolean in(Context context) {
        return Span.fromContext(context).getSpanContext().isValid();
    }

    /** The place of a span; empty if it is in no trace. */
    public static Optional<String> of(Span span) {
        SpanContext place = span.getSpanContext();
        return place.isValid()
                ? Optional.of("00-" + place.getTraceId() + "-" + place.getSpanId() + "-"
                        + place.getTraceFlags().asHex())
                : Optional.empty();
    }

    /** As {@link #of}, of this thread's span and for a record's header. */
    public static Optional<byte[]> currentHeader() {
        return of(Span.current()).map(place -> place.getBytes(US_ASCII));
    }
}
