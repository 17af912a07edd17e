package io.nekoagents.streams;

import io.nekoagents.streams.lifecycle.LifecycleConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;

/** The streams service as a process of its own. */
@SpringBootApplication(scanBasePackages = {})
@Import({EndpointConfiguration.class, LifecycleConfiguration.class})
public class StreamsApplication {

    public static void main(String[] arguments) {
        SpringApplication application = new SpringApplication(StreamsApplication.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setKeepAlive(true);
        application.run(arguments);
    }
}
