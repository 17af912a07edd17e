package io.nekoagents.telemetry.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.prometheusmetrics.PrometheusNamingConvention;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names that meters are scraped under: Micrometer's, but for those that others were promised. A gauge whose name ends
 * in {@code _total} breaks a convention, and {@code promtool} says so; without this the ending would be cut off.
 */
final class ScrapedNames extends PrometheusNamingConvention {

    private static final Map<String, String> PROMISED = Map.of("neko.active.agents", "neko_active_agents_total");

    @Override
    public String name(String name, Meter.Type type, @Nullable String baseUnit) {
        String promised = PROMISED.get(name);
        return promised == null ? super.name(name, type, baseUnit) : promised;
    }
}
