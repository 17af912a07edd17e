package io.nekoagents.capture;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** For a process of its own, which ends with 1 when one of its threads has died. */
@Configuration(proxyBeanMethods = false)
public class StopConfiguration {

    @Bean
    DeadThreads deadThreads(ApplicationContext context) {
        return new DeadThreads(() -> System.exit(SpringApplication.exit(context, () -> 1)));
    }
}
