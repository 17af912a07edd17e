package io.nekoagents.capture.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nekoagents.schema.capture.CaptureConfig;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

final class DatasetSettingsTest {

    @Test
    void whatIsNotSetIsAsTheOriginalHasIt() {
        CaptureConfig config = bind(Map.of()).of("acme");

        assertThat(config.getCompression()).isEqualTo("zstd:6");
        assertThat(config.getHashes()).containsExactly("sha1");
        assertThat(config.getShardSizeBytes()).isEqualTo(512L << 20);
        assertThat(config.getRemoteUri()).isNull();
        assertThat(config.getKeepLocal()).isTrue();
        assertThat(config.getLayout()).isEqualTo("episodes");
        assertThat(config.getOptions().getJpegQuality()).isEqualTo(85);
    }

    @Test
    void theVariablesOfTheOriginalCountWhereNothingElseIsSaid() {
        StandardEnvironment environment = new StandardEnvironment();
        Map<String, Object> set = new HashMap<>(Map.of(
                "CAPTURE_OUT", "/data/mds",
                "CAPTURE_REMOTE", "s3://bucket/sets",
                "CAPTURE_KEEP_LOCAL", "0",
                "CAPTURE_COMPRESSION", "",
                "CAPTURE_SHARD_SIZE", "64mb",
                "CAPTURE_HASHES", "sha1, xxh64",
                "CAPTURE_JPEG_QUALITY", "70"));
        set.put("neko.capture.jpeg-quality", "90");
        environment.getPropertySources().addFirst(new MapPropertySource("set", set));

        new PrototypeNames().postProcessEnvironment(environment, new SpringApplication());

        DatasetSettings settings = Binder.get(environment).bindOrCreate("neko.capture", DatasetSettings.class);
        CaptureConfig config = settings.of("acme");
        assertThat(settings.outPlace().text()).isEqualTo("file:///data/mds");
        assertThat(config.getRemoteUri()).isEqualTo("s3://bucket/sets");
        assertThat(config.getKeepLocal()).isFalse();
        assertThat(config.getCompression()).isEqualTo("none");
        assertThat(config.getShardSizeBytes()).isEqualTo(64L << 20);
        assertThat(config.getHashes()).containsExactly("sha1", "xxh64");
        assertThat(config.getOptions().getJpegQuality()).isEqualTo(90);
    }

    @Test
    void withoutARemoteShardsAreKept() {
        assertThat(bind(Map.of("neko.capture.keep-local", "false")).of("acme").getKeepLocal())
                .isTrue();
    }

    @Test
    void whatCannotBeIsRefusedByItsName() {
        Map.of(
                        "neko.capture.out", "ftp://there/",
                        "neko.capture.compression", "zip",
                        "neko.capture.shard-size", "big",
                        "neko.capture.hashes", "crc",
                        "neko.capture.layout", "rows",
                        "neko.capture.jpeg-quality", "0",
                        "neko.capture.remote-places", "s3://B")
                .forEach((key, value) -> assertThatThrownBy(() -> bind(Map.of(key, value)))
                        .as(key)
                        .hasStackTraceContaining(key));
    }

    @Test
    void aConfigurationThatNamesAPlaceThatIsNotAllowedChangesNothing() {
        Configs configs = new Configs(bind(Map.of("neko.capture.remote-places", "s3://sets/{tenant}")));

        configs.told("acme", config("s3://sets/acme/mine"));
        configs.told("acme", config("s3://sets/other/theirs"));
        configs.told("other", config("s3://sets/other/theirs"));

        assertThat(configs.of("acme").getRemoteUri()).isEqualTo("s3://sets/acme/mine");
        assertThat(configs.of("other").getRemoteUri()).isNull();
        configs.told("acme", null);
        assertThat(configs.of("acme").getRemoteUri()).isNull();
    }

    @Test
    void sizesAreReadAsTheOriginalSpellsThem() {
        assertThat(List.of("67108864", "64mb", "0.0625GB", "65536kb"))
                .allMatch(size -> ByteSize.parse(size) == 64L << 20);
    }

    private static CaptureConfig config(String remote) {
        return CaptureConfig.newBuilder()
                .setTenant("acme")
                .setRemoteUri(remote)
                .setUpdatedAt(Instant.EPOCH)
                .build();
    }

    private static DatasetSettings bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("neko.capture", DatasetSettings.class);
    }
}
