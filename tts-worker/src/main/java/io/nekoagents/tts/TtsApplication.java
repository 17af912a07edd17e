package io.nekoagents.tts;

import io.nekoagents.telemetry.metrics.Endpoint;
import io.nekoagents.telemetry.metrics.EndpointAddress;
import io.nekoagents.telemetry.metrics.EndpointConfiguration;
import io.nekoagents.tts.speech.SpeechWorker;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * The voice as a process of its own; SIGTERM leaves what is open to another. Nothing is scanned for: the endpoint's meters
 * come before those of whoever has none.
 */
@SpringBootConfiguration
@EnableAutoConfiguration
@EnableConfigurationProperties(EndpointSettings.class)
@Import({EndpointConfiguration.class, TtsConfiguration.class})
public class TtsApplication {

    @Bean
    EndpointAddress endpointAddress(EndpointSettings settings) {
        return settings.listened();
    }

    @Bean
    Endpoint.Health health(SpeechWorker worker) {
        return new Endpoint.Health(worker::alive, worker::alive);
    }

    public static void main(String[] arguments) {
        SpringApplication application = new SpringApplication(TtsApplication.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setKeepAlive(true);
        application.run(arguments);
    }
}
