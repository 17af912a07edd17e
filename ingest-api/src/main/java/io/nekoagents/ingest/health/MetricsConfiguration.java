package io.nekoagents.ingest.health;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.nekoagents.ingest.view.TaskView;
import io.nekoagents.ingest.view.Workload;
import io.nekoagents.telemetry.metrics.Meters;
import java.time.InstantSource;
import java.util.List;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** What is measured. */
@Configuration(proxyBeanMethods = false)
class MetricsConfiguration {

    private static final int ORDER = -10;

    @Bean
    WebMvcConfigurer timedRequests(MeterRegistry meters) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new RequestTimer(meters));
            }
        };
    }

    /** What the door refuses is counted too. */
    @Bean
    FilterRegistrationBean<RequestCounter> countedRequests(MeterRegistry meters) {
        FilterRegistrationBean<RequestCounter> filter = new FilterRegistrationBean<>(new RequestCounter(meters));
        filter.setOrder(ORDER);
        return filter;
    }

    @Bean
    AutoCloseable processMeters(PrometheusMeterRegistry meters) {
        return Meters.bindProcess(meters);
    }

    @Bean
    MeterBinder workloadMeters(Workload workload, TaskView view, InstantSource clock) {
        return meters -> {
            Gauge.builder("neko.api.open.tasks", workload, Workload::openTasks)
                    .description("Tasks that have not ended")
                    .register(meters);
            Gauge.builder("neko.api.worker.slots", workload, load -> load.slots(clock.instant()))
                    .description("Tasks that the live workers can run at a time")
                    .register(meters);
            Gauge.builder("neko.api.view.caught.up", view, each -> each.caughtUp() ? 1 : 0)
                    .description("1 once the view has reached the log's end, 0 before or while it fails")
                    .register(meters);
            Gauge.builder("neko.api.view.lag", view, TaskView::lag)
                    .description("Records of the log that the view has yet to read")
                    .register(meters);
            Gauge.builder("neko.active.agents", workload, load -> load.agents(clock.instant()))
                    .description("Workers heard of in the last 30 s")
                    .register(meters);
        };
    }

    @Bean
    MeterBinder dependencyMeters(Probes probes) {
        return meters -> Probes.NAMES.forEach(name -> Gauge.builder("neko.dependency.up", probes, each -> each.up(name))
                .description("1 if what the process needs was there when it was last looked at, at most 15 s ago")
                .tag("dependency", name)
                .register(meters));
    }

    @Bean
    InitializingBean boundMeters(MeterRegistry meters, List<MeterBinder> binders) {
        return () -> binders.forEach(binder -> binder.bindTo(meters));
    }
}
