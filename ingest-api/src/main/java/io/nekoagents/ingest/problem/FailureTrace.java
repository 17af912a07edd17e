package io.nekoagents.ingest.problem;

import io.opentelemetry.api.trace.SpanContext;
import jakarta.servlet.ServletRequest;
import java.util.UUID;

/** Under what a failed request's answer and the log's line of it are found: its trace, or where it is in none, a name of its own. */
public final class FailureTrace {

    private static final String ATTRIBUTE = FailureTrace.class.getName();

    private FailureTrace() {}

    /** Keeps the trace with the request: what fails in the container fails after the span's end. */
    public static void note(ServletRequest request, SpanContext place) {
        if (place.isValid()) {
            request.setAttribute(ATTRIBUTE, place.getTraceId());
        }
    }

    static String id(ServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof String traceId
                ? traceId
                : UUID.randomUUID().toString();
    }
}
