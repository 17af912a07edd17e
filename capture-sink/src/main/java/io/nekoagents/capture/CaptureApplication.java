package io.nekoagents.capture;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;

/** The sink as a process of its own; SIGTERM seals and commits what is open. */
@SpringBootApplication(scanBasePackages = {})
@Import({EndpointConfiguration.class, CaptureConfiguration.class})
public class CaptureApplication {

    public static void main(String[] arguments) {
        SpringApplication application = new SpringApplication(CaptureApplication.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setKeepAlive(true);
        application.run(arguments);
    }
}
