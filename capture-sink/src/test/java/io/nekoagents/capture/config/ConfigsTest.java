package io.nekoagents.capture.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.nekoagents.capture.mds.Compression;
import io.nekoagents.schema.capture.CaptureConfig;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

final class ConfigsTest {

    private final Configs configs = new Configs(
            new Binder(new MapConfigurationPropertySource(
                            Map.of("neko.capture.remote-places", "s3://sets/{tenant},/out/{tenant}")))
                    .bindOrCreate("neko.capture", DatasetSettings.class),
            compression -> compression.family() != Compression.Family.BR);

    @BeforeEach
    void oneThatCounts() {
        tell(config -> config.setRedactFields(List.of("value")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.org/sets",
                "ftp://sets/acme",
                "acme",
                "s3://sets/other",
                "s3://sets/acme/../other",
                "s3://sets/acme/my sets",
                "s3://sets/acme/[x",
                "s3://a..b/acme",
                "file:///out/acme/%2e%2e",
                "file:///out/other"
            })
    void aRemoteThatCouldNeverWorkIsRefusedAndTheOneBeforeCounts(String remote) {
        tell(config -> config.setRemoteUri(remote));

        assertTheOneBeforeCounts();
    }

    @Test
    void aCompressionWithoutALibraryIsRefusedAndTheOneBeforeCounts() {
        tell(config -> config.setCompression("br:5"));

        assertTheOneBeforeCounts();
    }

    @Test
    void aRemoteThatMayWorkIsTaken() {
        tell(config -> config.setRemoteUri("s3://sets/acme/2026").setCompression("gz:6"));

        assertThat(configs.of("acme").getRemoteUri()).isEqualTo("s3://sets/acme/2026");
        assertThat(configs.of("acme").getRedactFields()).isEmpty();
    }

    private void tell(UnaryOperator<CaptureConfig.Builder> change) {
        configs.told(
                "acme",
                change.apply(CaptureConfig.newBuilder().setTenant("acme").setUpdatedAt(Instant.EPOCH))
                        .build());
    }

    private void assertTheOneBeforeCounts() {
        assertThat(configs.of("acme").getRedactFields())
                .as("the fields that were left out before")
                .containsExactly("value");
        assertThat(configs.of("acme").getRemoteUri()).isNull();
        assertThat(configs.of("acme").getCompression()).isEqualTo("zstd:6");
    }
}
