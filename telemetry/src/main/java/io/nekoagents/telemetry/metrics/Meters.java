package io.nekoagents.telemetry.metrics;

import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.regex.Pattern;

/** The meters of a process. */
public final class Meters {

    /** What others measure under names that break the conventions, or without a word of what it is; none of it is missed. */
    private static final Pattern UNSOUND = Pattern.compile(
            "kafka\\..*(\\.time\\.(ns|ms)|\\.count|node\\.request\\.latency).*|tomcat\\.sessions.*|process\\.cpu\\.time|system\\.cpu\\.count");

    private Meters() {}

    /** Meters that are scraped under the names that are promised, with none in them yet. */
    public static PrometheusMeterRegistry registry() {
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        meters.config()
                .namingConvention(new ScrapedNames())
                .meterFilter(MeterFilter.deny(
                        meter -> UNSOUND.matcher(meter.getName()).matches()));
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
