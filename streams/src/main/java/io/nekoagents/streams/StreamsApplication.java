package io.nekoagents.streams;

import io.nekoagents.streams.lifecycle.LifecycleConfiguration;
import io.nekoagents.streams.lifecycle.LifecycleStreams;
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

/** The streams service as a process of its own. Nothing is scanned for: the endpoint's meters come first. */
@SpringBootConfiguration
@EnableAutoConfiguration
@EnableConfigurationProperties(EndpointSettings.class)
@Import({EndpointConfiguration.class, LifecycleConfiguration.class})
public class StreamsApplication {

    @Bean
    EndpointAddress endpointAddress(EndpointSettings settings) {
        return settings.listened();
    }

    @Bean
    Endpoint.Health health(LifecycleStreams streams) {
        return new Endpoint.Health(() -> !streams.failed(), streams::ready);
    }

    public static void main(String[] arguments) {
        SpringApplication application = new SpringApplication(StreamsApplication.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setKeepAlive(true);
        application.run(arguments);
    }
}
