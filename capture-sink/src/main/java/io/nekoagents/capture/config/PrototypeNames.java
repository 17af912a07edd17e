package io.nekoagents.capture.config;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** The variables by which the original capture script was configured count wherever nothing else is said. */
final class PrototypeNames implements EnvironmentPostProcessor {

    private static final Map<String, String> NAMES = Map.of(
            "CAPTURE_OUT", "neko.capture.out",
            "CAPTURE_REMOTE", "neko.capture.remote",
            "CAPTURE_KEEP_LOCAL", "neko.capture.keep-local",
            "CAPTURE_COMPRESSION", "neko.capture.compression",
            "CAPTURE_SHARD_SIZE", "neko.capture.shard-size",
            "CAPTURE_HASHES", "neko.capture.hashes",
            "CAPTURE_JPEG_QUALITY", "neko.capture.jpeg-quality");

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        Map<String, Object> found = new HashMap<>();
        NAMES.forEach((variable, key) -> {
            String value = environment.getProperty(variable);
            if (value != null) {
                found.put(key, value);
            }
        });
        environment.getPropertySources().addLast(new MapPropertySource("capture variables", found));
    }
}
