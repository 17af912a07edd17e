package io.nekoagents.tts.voice;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** The variables by which the original's voices were configured count wherever nothing else is said. */
final class PrototypeVoiceNames implements EnvironmentPostProcessor {

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        Map<String, Object> found = new HashMap<>();
        String folder = environment.getProperty("YAP_VOICES_DIR");
        if (folder != null && !folder.isBlank()) {
            String plain = folder.replaceFirst("(?<=.)/+$", "");
            found.put("neko.tts.voices.file", plain + "/voices.json");
            // There the original had its recordings, too; what is uploaded today stays where it is.
            found.put("neko.tts.voices.reference-places", plain + ",.neko/voices/{tenant}");
        }
        String speaker = environment.getProperty("YAP_SPK_DEFAULT");
        if (speaker != null && !speaker.isBlank()) {
            found.put("neko.tts.voices.default-voice", speaker);
        }
        environment.getPropertySources().addLast(new MapPropertySource("voice variables", found));
    }
}
