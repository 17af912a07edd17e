package io.nekoagents.capture;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.nekoagents.capture.recorder.Recorder;
import io.nekoagents.capture.sink.Sink;
import io.nekoagents.telemetry.metrics.Endpoint;
import io.nekoagents.telemetry.metrics.Meters;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the process shows of itself. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EndpointSettings.class)
class EndpointConfiguration {

    @Bean
    PrometheusMeterRegistry meterRegistry() {
        return Meters.registry();
    }

    @Bean
    AutoCloseable processMeters(PrometheusMeterRegistry meters) {
        return Meters.bindProcess(meters);
    }

    @Bean
    Endpoint endpoint(EndpointSettings settings, PrometheusMeterRegistry meters, Sink sink, Recorder recorder) {
        return Endpoint.open(
                settings.listened(),
                meters,
                new Endpoint.Health(() -> sink.alive() && recorder.alive(), sink::ready, sink::troubles));
    }
}
