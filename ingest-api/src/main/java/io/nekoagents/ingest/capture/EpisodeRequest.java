package io.nekoagents.ingest.capture;

import io.nekoagents.schema.capture.CaptureOptions;
import io.nekoagents.schema.capture.RecordEpisode;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a client wants recorded. */
record EpisodeRequest(
        @Nullable String taskDescription,
        @Nullable String nekoSessionId,
        @Nullable Options captureOptions) {

    /** What is left out is as the tenant's configuration has it. */
    record Options(
            @Nullable Integer fps,
            @Nullable Integer jpegQuality,
            @Nullable Integer minFrames,
            @Nullable Integer timeoutSeconds) {

        static CaptureOptions over(@Nullable Options options, CaptureOptions usual) {
            CaptureOptions.Builder wanted = CaptureOptions.newBuilder(usual);
            if (options != null) {
                Optional.ofNullable(options.fps).ifPresent(wanted::setFps);
                Optional.ofNullable(options.jpegQuality).ifPresent(wanted::setJpegQuality);
                Optional.ofNullable(options.minFrames).ifPresent(wanted::setMinFrames);
                Optional.ofNullable(options.timeoutSeconds).ifPresent(wanted::setTimeoutSeconds);
            }
            return wanted.build();
        }
    }

    String description() {
        return Objects.requireNonNullElse(taskDescription, "");
    }

    String session() {
        return Objects.requireNonNullElse(nekoSessionId, "");
    }

    CaptureOptions optionsOver(CaptureOptions usual) {
        return Options.over(captureOptions, usual);
    }

    /** Not yet checked against the rules. */
    RecordEpisode command(String episodeId, String tenant, CaptureOptions usual, @Nullable String key, Instant now) {
        return new RecordEpisode(episodeId, tenant, description(), session(), optionsOver(usual), key, now);
    }
}
