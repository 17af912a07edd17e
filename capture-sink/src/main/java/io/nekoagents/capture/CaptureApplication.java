package io.nekoagents.capture;

import io.nekoagents.capture.recorder.Recorder;
import io.nekoagents.capture.sink.Sink;
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

/**
 * Sink and recorder as a process of their own; SIGTERM seals and commits what is open. Nothing is scanned for: the
 * endpoint's meters come before those of whoever has none.
 */
@SpringBootConfiguration
@EnableAutoConfiguration
@EnableConfigurationProperties(EndpointSettings.class)
@Import({EndpointConfiguration.class, StopConfiguration.class, CaptureConfiguration.class})
public class CaptureApplication {

    @Bean
    EndpointAddress endpointAddress(EndpointSettings settings) {
        return settings.listened();
    }

    @Bean
    Endpoint.Health health(Sink sink, Recorder recorder) {
        return new Endpoint.Health(() -> sink.alive() && recorder.alive(), sink::ready, sink::troubles);
    }

    public static void main(String[] arguments) {
        SpringApplication application = new SpringApplication(CaptureApplication.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setKeepAlive(true);
        application.run(arguments);
    }
}
