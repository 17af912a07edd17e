package io.nekoagents.telemetry.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

final class LogFormatTest {

    @Test
    void aServiceWritesJsonUnlessToldOtherwise() {
        assertThat(lines(Map.of())).isEqualTo(JsonLine.class.getName());
        assertThat(lines(Map.of("neko.log.format", "text"))).isEqualTo(TextLine.class.getName());
    }

    @Test
    void aFormatThatIsNoneIsRefusedByName() {
        assertThatThrownBy(() -> lines(Map.of("neko.log.format", "xml"))).hasStackTraceContaining("neko.log.format");
    }

    private static String lines(Map<String, Object> settings) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", settings));
        new LogFormatPostProcessor().postProcessEnvironment(environment, new SpringApplication());
        return environment.getRequiredProperty("logging.structured.format.console");
    }
}
