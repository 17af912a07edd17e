package io.nekoagents.tts.engine;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Settings as they are bound, by keys without their prefix. */
final class Settings {

    private Settings() {}

    static EngineSettings of(Map<String, String> keys) {
        Map<String, String> prefixed = new HashMap<>();
        keys.forEach((key, value) -> prefixed.put("neko.tts." + key, value));
        return new Binder(new MapConfigurationPropertySource(prefixed)).bindOrCreate("neko.tts", EngineSettings.class);
    }
}
