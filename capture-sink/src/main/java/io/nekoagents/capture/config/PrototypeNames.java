package io.nekoagents.capture.config;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** The variables by which the original capture script was configured count wherever nothing else is said. */
final class PrototypeNames implements EnvironmentPostProcessor {

    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("CAPTURE_OUT", "neko.capture.out"),
            Map.entry("CAPTURE_REMOTE", "neko.capture.remote"),
            Map.entry("CAPTURE_KEEP_LOCAL", "neko.capture.keep-local"),
            Map.entry("CAPTURE_COMPRESSION", "neko.capture.compression"),
            Map.entry("CAPTURE_SHARD_SIZE", "neko.capture.shard-size"),
            Map.entry("CAPTURE_HASHES", "neko.capture.hashes"),
            Map.entry("CAPTURE_JPEG_QUALITY", "neko.capture.jpeg-quality"),
            Map.entry("NEKO_URL", "neko.capture.recorder.rooms"),
            Map.entry("NEKO_USER", "neko.capture.recorder.username"),
            Map.entry("NEKO_PASS", "neko.capture.recorder.password"),
            Map.entry("CAPTURE_FPS", "neko.capture.recorder.fps"),
            Map.entry("CAPTURE_MIN_FRAMES", "neko.capture.recorder.min-frames"),
            Map.entry("CAPTURE_EPISODE_TIMEOUT", "neko.capture.recorder.timeout"));

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        Map<String, Object> found = new HashMap<>();
        NAMES.forEach((variable, key) -> {
            String value = environment.getProperty(variable);
            if (value != null) {
                found.put(key, value);
                // One variable was for the frames of both.
                if (variable.equals("CAPTURE_JPEG_QUALITY")) {
                    found.put("neko.capture.recorder.jpeg-quality", value);
                }
            }
        });
        environment.getPropertySources().addLast(new MapPropertySource("capture variables", found));
    }
}
