package io.nekoagents.ingest.voice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

final class VoiceSettingsTest {

    @Test
    void keepsRecordingsInTheLocalFolderOfTheTenantUnlessToldOtherwise() {
        VoiceSettings settings = bind(Map.of());

        assertThat(settings.file()).isEqualTo(Path.of(".neko/voices/default/voices.json"));
        assertThat(settings.fileTenant()).isEqualTo("default");
        assertThat(settings.referencePlaces()).containsExactly(".neko/voices/{tenant}");
    }

    @ParameterizedTest
    @CsvSource({"file-tenant, A/B", "reference-places, ftp://example.org/x", "reference-places, s3://"})
    void refusesWhatIsOutOfRangeByName(String key, String value) {
        assertThatThrownBy(() -> bind(Map.of("neko.api.voices." + key, value)))
                .hasStackTraceContaining("neko.api.voices." + key + " must");
    }

    private static VoiceSettings bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("neko.api.voices", VoiceSettings.class);
    }
}
