package io.nekoagents.telemetry.trace;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The traces of one service. Off, its tracer makes no spans, but what was begun elsewhere goes on through it: a place in a
 * trace that came in goes out unchanged.
 */
public final class Tracing implements AutoCloseable {

    private static final String INSTRUMENTATION = "io.nekoagents";
    private static final String EXPORTER = "OTEL_TRACES_EXPORTER";
    private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private static final String TRACES_ENDPOINT = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";

    private final @Nullable OpenTelemetrySdk sdk;
    private final Tracer tracer;

    private Tracing(@Nullable OpenTelemetrySdk sdk) {
        this.sdk = sdk;
        OpenTelemetry telemetry = sdk == null ? OpenTelemetry.noop() : sdk;
        this.tracer = telemetry.getTracer(INSTRUMENTATION);
    }

    /** Nothing is traced. */
    public static Tracing off() {
        return new Tracing(null);
    }

    /**
     * As the settings and the environment say.
     *
     * @param service as it is named in traces, unless {@code OTEL_SERVICE_NAME} says otherwise
     */
    public static Tracing of(String service, TraceSettings settings) {
        return of(service, settings, name -> System.getenv(name));
    }

    static Tracing of(String service, TraceSettings settings, UnaryOperator<@Nullable String> environment) {
        if (!wanted(settings, environment)) {
            return off();
        }
        Map<String, String> usual = new HashMap<>(Map.of(
                "otel.service.name", service,
                "otel.exporter.otlp.protocol", "http/protobuf",
                "otel.metrics.exporter", "none",
                "otel.logs.exporter", "none"));
        Optional.ofNullable(settings.endpoint())
                .ifPresent(endpoint -> usual.put("otel.exporter.otlp.endpoint", endpoint.toString()));
        return new Tracing(AutoConfiguredOpenTelemetrySdk.builder()
                .disableShutdownHook()
                .addPropertiesSupplier(() -> usual)
                .build()
                .getOpenTelemetrySdk());
    }

    private static boolean wanted(TraceSettings settings, UnaryOperator<@Nullable String> environment) {
        String exporter = environment.apply(EXPORTER);
        if ("none".equals(exporter) || "true".equalsIgnoreCase(environment.apply("OTEL_SDK_DISABLED"))) {
            return false;
        }
        return settings.endpoint() != null
                || isSet(exporter)
                || isSet(environment.apply(ENDPOINT))
                || isSet(environment.apply(TRACES_ENDPOINT));
    }

    private static boolean isSet(@Nullable String value) {
        return value != null && !value.isBlank();
    }

    public Tracer tracer() {
        return tracer;
    }

    /** Whether this service makes spans of its own. */
    public boolean on() {
        return sdk != null;
    }

    /** Sends what is still to be sent. */
    @Override
    public void close() {
        if (sdk != null) {
            sdk.close();
        }
    }
}
