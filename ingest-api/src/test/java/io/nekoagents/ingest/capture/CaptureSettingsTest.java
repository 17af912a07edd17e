package io.nekoagents.ingest.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

final class CaptureSettingsTest {

    @Test
    void uploadsIntoTheLocalFolderOfTheTenantAloneUnlessToldOtherwise() {
        CaptureSettings settings = bind(Map.of());

        assertThat(settings.remotePlaces()).containsExactly(".neko/datasets/{tenant}");
        assertThat(settings.usualScreen()).isEqualTo(new Screen(1280, 720));
    }

    @ParameterizedTest
    @CsvSource({"remote-places, http://example.org/x", "remote-places, s3://a/../b", "screen, 1280", "screen, 0x0"})
    void refusesWhatIsOutOfRangeByName(String key, String value) {
        assertThatThrownBy(() -> bind(Map.of("neko.api.capture." + key, value)))
                .hasStackTraceContaining("neko.api.capture." + key + " must");
    }

    private static CaptureSettings bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("neko.api.capture", CaptureSettings.class);
    }
}
