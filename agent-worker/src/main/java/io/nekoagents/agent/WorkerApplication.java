package io.nekoagents.agent;

import io.nekoagents.agent.run.Worker;
import io.nekoagents.telemetry.metrics.Endpoint;
import io.nekoagents.telemetry.metrics.EndpointAddress;
import io.nekoagents.telemetry.metrics.EndpointConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The worker as a process of its own; SIGTERM drains it. Nothing is scanned for: the endpoint's meters come first. */
@SpringBootConfiguration
@EnableAutoConfiguration
@EnableConfigurationProperties(EndpointSettings.class)
@Import({EndpointConfiguration.class, WorkerConfiguration.class})
public class WorkerApplication {

    @Bean
    EndpointAddress endpointAddress(EndpointSettings settings) {
        return settings.listened();
    }

    @Bean
    Endpoint.Health health(Worker worker) {
        return new Endpoint.Health(worker::alive, () -> !worker.draining());
    }

    public static void main(String[] arguments) {
        SpringApplication application = new SpringApplication(WorkerApplication.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        // The slots are the worker; nothing else keeps the process alive.
        application.setKeepAlive(true);
        application.run(arguments);
    }
}
