package io.nekoagents.telemetry.metrics;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What a process without an interface of its own shows of itself; it says where, and how it stands. */
@Configuration(proxyBeanMethods = false)
public class EndpointConfiguration {

    @Bean
    PrometheusMeterRegistry meterRegistry() {
        return Meters.registry();
    }

    @Bean
    AutoCloseable processMeters(PrometheusMeterRegistry meters) {
        return Meters.bindProcess(meters);
    }

    @Bean
    Endpoint endpoint(EndpointAddress address, PrometheusMeterRegistry meters, Endpoint.Health health) {
        return Endpoint.open(address, meters, health);
    }
}
