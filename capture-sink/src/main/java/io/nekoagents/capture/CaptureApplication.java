package io.nekoagents.capture;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/**
 * Sink and recorder as a process of their own; SIGTERM seals and commits what is open. Nothing is scanned for: the
 * endpoint's meters come before those of whoever has none.
 */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import({EndpointConfiguration.class, StopConfiguration.class, CaptureConfiguration.class})
public class CaptureApplication {

    public static void main(String[] arguments) {
        SpringApplication application = new SpringApplication(CaptureApplication.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setKeepAlive(true);
        application.run(arguments);
    }
}
