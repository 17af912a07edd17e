package io.nekoagents.telemetry.log;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Tells Spring Boot, before it sets up the log, what a line is. A Logback file on the class path has the last word. */
final class LogFormatPostProcessor implements EnvironmentPostProcessor {

    private static final String STRUCTURED = "logging.structured.format.console";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        LogSettings settings = Binder.get(environment).bindOrCreate("neko.log", LogSettings.class);
        String lines = settings.format().lines().getClass().getName();
        environment.getPropertySources().addLast(new MapPropertySource("neko.log", Map.of(STRUCTURED, lines)));
    }
}
