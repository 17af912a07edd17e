package io.nekoagents.telemetry.metrics;

import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** The meters of a process. */
public final class Meters {

    private Meters() {}

    /** Meters that are scraped under the names that are promised, with none in them yet. */
    public static PrometheusMeterRegistry registry() {
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        meters.config().namingConvention(new ScrapedNames());
        return meters;
    }

    /**
     * Adds what is measured of any process: memory, collections, threads, processor, uptime.
     *
     * @return to be closed with the process, for collections are listened to
     */
    public static AutoCloseable bindProcess(PrometheusMeterRegistry meters) {
        new JvmMemoryMetrics().bindTo(meters);
        new JvmThreadMetrics().bindTo(meters);
        new ProcessorMetrics().bindTo(meters);
        new UptimeMetrics().bindTo(meters);
        JvmGcMetrics pauses = new JvmGcMetrics();
        pauses.bindTo(meters);
        return pauses;
    }
}
