package io.nekoagents.telemetry.trace;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of traces; the standard {@code OTEL_*} environment variables are read too, and have the last word.
 *
 * @param endpoint base address of an OTLP receiver over HTTP, e.g. {@code http://127.0.0.1:4318}; unset leaves it to
 *     {@code OTEL_EXPORTER_OTLP_ENDPOINT}, and where that is unset too nothing is traced
 */
@ConfigurationProperties("neko.trace")
public record TraceSettings(@Nullable URI endpoint) {

    public TraceSettings {
        if (endpoint != null && endpoint.toString().isBlank()) {
            endpoint = null;
        }
        if (endpoint != null && !("http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme()))) {
            throw new IllegalArgumentException("neko.trace.endpoint must be an http or https address");
        }
    }
}
