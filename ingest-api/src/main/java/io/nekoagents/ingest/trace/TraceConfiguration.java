package io.nekoagents.ingest.trace;

import io.nekoagents.telemetry.trace.TraceSettings;
import io.nekoagents.telemetry.trace.Tracing;
import io.opentelemetry.api.trace.Tracer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the traces of requests. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TraceSettings.class)
class TraceConfiguration {

    /** Before everything else: what the door refuses is seen too. */
    private static final int ORDER = -20;

    @Bean
    Tracing tracing(TraceSettings settings) {
        return Tracing.of("ingest-api", settings);
    }

    @Bean
    Tracer tracer(Tracing tracing) {
        return tracing.tracer();
    }

    @Bean
    FilterRegistrationBean<TraceFilter> traceFilter(Tracer tracer) {
        FilterRegistrationBean<TraceFilter> filter = new FilterRegistrationBean<>(new TraceFilter(tracer));
        filter.setOrder(ORDER);
        return filter;
    }
}
