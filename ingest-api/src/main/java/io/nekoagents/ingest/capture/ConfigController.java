package io.nekoagents.ingest.capture;

import io.nekoagents.ingest.access.Caller;
import io.nekoagents.ingest.access.Role;
import io.nekoagents.ingest.capture.EpisodeDocument.OptionsDocument;
import io.nekoagents.ingest.problem.JsonBody;
import io.nekoagents.schema.capture.CaptureConfig;
import io.nekoagents.schema.capture.CaptureOptions;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
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
            @Nullable Boolean keepLocal) {

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
            return config.build();
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
