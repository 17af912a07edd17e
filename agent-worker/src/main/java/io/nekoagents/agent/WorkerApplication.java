package io.nekoagents.agent;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;

/** The worker as a process of its own; SIGTERM drains it. */
@SpringBootApplication(scanBasePackages = {})
@Import({EndpointConfiguration.class, WorkerConfiguration.class})
public class WorkerApplication {

    public static void main(String[] arguments) {
        SpringApplication application = new SpringApplication(WorkerApplication.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        // The slots are the worker; nothing else keeps the process alive.
        application.setKeepAlive(true);
        application.run(arguments);
    }
}
