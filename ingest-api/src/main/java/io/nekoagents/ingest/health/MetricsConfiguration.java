package io.nekoagents.ingest.health;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.nekoagents.ingest.view.TaskView;
import io.nekoagents.ingest.view.Workload;
import java.time.InstantSource;
import java.util.List;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** What is measured. */
@Configuration(proxyBeanMethods = false)
class MetricsConfiguration {

    @Bean
    WebMvcConfigurer timedRequests(MeterRegistry meters) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new RequestTimer(meters));
            }
        };
    }

    @Bean
    JvmGcMetrics pauses() {
        return new JvmGcMetrics();
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
        };
    }

    @Bean
    InitializingBean boundMeters(MeterRegistry meters, List<MeterBinder> binders) {
        return () -> {
            new JvmMemoryMetrics().bindTo(meters);
            new ProcessorMetrics().bindTo(meters);
            binders.forEach(binder -> binder.bindTo(meters));
        };
    }
}
