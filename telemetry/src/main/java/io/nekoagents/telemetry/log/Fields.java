package io.nekoagents.telemetry.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/** The fields of an event, in the order they are written. Asked on the thread that logs: the trace is that thread's. */
final class Fields {

    private static final List<String> ALWAYS = List.of(
            LogFields.AGENT_ID,
            LogFields.TASK_ID,
            LogFields.EVENT,
            LogFields.DURATION,
            LogFields.ACTIONS_EXECUTED,
            LogFields.SUCCESS);

    private Fields() {}

    static Map<String, @Nullable Object> of(ILoggingEvent event) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put(LogFields.TIMESTAMP, event.getInstant().toString());
        fields.put(LogFields.LEVEL, event.getLevel().toString());
        ALWAYS.forEach(field -> fields.put(field, null));
        fields.put(LogFields.MESSAGE, event.getFormattedMessage());
        fields.put(LogFields.LOGGER, event.getLoggerName());
        fields.put(LogFields.THREAD, event.getThreadName());
        fields.putAll(context(event));
        IThrowableProxy failure = event.getThrowableProxy();
        if (failure != null) {
            fields.put(LogFields.ERROR, ThrowableProxyUtil.asString(failure));
        }
        return fields;
    }

    /** What the thread, the trace and the event itself say; the last has the last word. */
    static Map<String, Object> context(ILoggingEvent event) {
        Map<String, Object> context = new LinkedHashMap<>(event.getMDCPropertyMap());
        SpanContext span = Span.current().getSpanContext();
        if (span.isValid()) {
            context.put(LogFields.TRACE_ID, span.getTraceId());
            context.put(LogFields.SPAN_ID, span.getSpanId());
        }
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        if (pairs != null) {
            pairs.forEach(pair -> context.put(pair.key, plain(pair.value)));
        }
        return context;
    }

    private static Object plain(@Nullable Object value) {
        return switch (value) {
            case Number number -> number;
            case Boolean flag -> flag;
            case Duration duration -> duration.toNanos() / 1e9;
            case null -> "null";
            default -> value.toString();
        };
    }
}
