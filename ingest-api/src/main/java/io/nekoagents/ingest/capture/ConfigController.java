package io.nekoagents.ingest.capture;

import io.nekoagents.ingest.access.Caller;
import io.nekoagents.ingest.access.Role;
import io.nekoagents.ingest.capture.EpisodeDocument.OptionsDocument;
import io.nekoagents.ingest.problem.JsonBody;
import io.nekoagents.schema.capture.CaptureConfig;
import io.nekoagents.schema.capture.CaptureOptions;
import io.nekoagents.schema.capture.Region;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
final class ConfigController {

    private static final String CONFIG = "/api/v1/capture/config";

    private final CaptureConfigs configs;
    private final JsonBody body;
    private final InstantSource clock;

    ConfigController(CaptureConfigs configs, JsonBody body, InstantSource clock) {
        this.configs = configs;
        this.body = body;
        this.clock = clock;
    }

    /** A configuration as a client words it; what is left out takes the schema's default. */
    record ConfigRequest(
            EpisodeRequest.@Nullable Options captureOptions,
            @Nullable String compression,
            @Nullable List<String> hashes,
            @Nullable Long shardSizeBytes,
            @Nullable String remoteUri,
            @Nullable Boolean keepLocal,
            @Nullable String layout,
            @Nullable List<String> redactFields,
            @Nullable List<RegionRequest> redactRegions) {

        CaptureConfig config(Caller caller, Instant now) {
            CaptureConfig.Builder config = CaptureConfig.newBuilder()
                    .setTenant(caller.tenant())
                    .setRemoteUri(remoteUri)
                    .setUpdatedAt(now)
                    .setUpdatedBy(caller.subject());
            config.setOptions(EpisodeRequest.Options.over(
                    captureOptions, CaptureOptions.newBuilder().build()));
            Optional.ofNullable(compression).ifPresent(config::setCompression);
            Optional.ofNullable(hashes).ifPresent(config::setHashes);
            Optional.ofNullable(shardSizeBytes).ifPresent(config::setShardSizeBytes);
            Optional.ofNullable(keepLocal).ifPresent(config::setKeepLocal);
            Optional.ofNullable(layout).ifPresent(config::setLayout);
            Optional.ofNullable(redactFields).ifPresent(config::setRedactFields);
            Optional.ofNullable(redactRegions)
                    .map(regions -> regions.stream().map(RegionRequest::region).toList())
                    .ifPresent(config::setRedactRegions);
            return config.build();
        }
    }

    /** A rectangle as a client words it; what is left out is no number, and no number is on the screen. */
    record RegionRequest(
            @Nullable Double x,
            @Nullable Double y,
            @Nullable Double width,
            @Nullable Double height) {

        Region region() {
            return new Region(number(x), number(y), number(width), number(height));
        }

        private static double number(@Nullable Double said) {
            return Objects.requireNonNullElse(said, Double.NaN);
        }
    }

    /** A rectangle of the screen, in parts of its width and height. */
    record RegionDocument(double x, double y, double width, double height) {

        static RegionDocument of(Region region) {
            return new RegionDocument(region.getX(), region.getY(), region.getWidth(), region.getHeight());
        }
    }

    /** @param updatedAt null as long as the tenant never said anything */
    record ConfigDocument(
            OptionsDocument captureOptions,
            String compression,
            List<String> hashes,
            long shardSizeBytes,
            @Nullable String remoteUri,
            boolean keepLocal,
            String layout,
            List<String> redactFields,
            List<RegionDocument> redactRegions,
            @Nullable Instant updatedAt,
            @Nullable String updatedBy) {

        static ConfigDocument of(CaptureConfig config) {
            boolean said = config.getUpdatedAt().isAfter(Instant.EPOCH);
            return new ConfigDocument(
                    OptionsDocument.of(config.getOptions()),
                    config.getCompression(),
                    config.getHashes(),
                    config.getShardSizeBytes(),
                    config.getRemoteUri(),
                    config.getKeepLocal(),
                    config.getLayout(),
                    config.getRedactFields(),
                    config.getRedactRegions().stream().map(RegionDocument::of).toList(),
                    said ? config.getUpdatedAt() : null,
                    said ? config.getUpdatedBy() : null);
        }
    }

    @GetMapping(CONFIG)
    ConfigDocument read(Caller caller) {
        return ConfigDocument.of(configs.of(caller.tenant()));
    }

    @PutMapping(path = CONFIG, consumes = MediaType.APPLICATION_JSON_VALUE)
    ConfigDocument put(Caller caller, HttpServletRequest request) throws InterruptedException {
        caller.require(Role.ADMIN);
        CaptureConfig config = body.read(request, ConfigRequest.class)
                .config(caller, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        configs.put(caller, config);
        return ConfigDocument.of(config);
    }
}
