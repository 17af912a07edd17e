package io.nekoagents.ingest.capture;

import io.nekoagents.ingest.capture.EpisodeProgress.Ending;
import io.nekoagents.schema.capture.CaptureOptions;
import io.nekoagents.schema.capture.EpisodeSubject;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An episode as REST shows it; what does not apply, or not yet, is null.
 *
 * @param status requested, recording, ending, finished, failed or discarded
 * @param waitsFor the worker that has not yet done what was asked for last
 * @param estimatedSizeMb at most, in millions of bytes; see {@link SizeEstimate}
 * @param end why it ended
 * @param origin who acts in it, agent or human, once it is finished
 * @param outcome how its task ended, once it is finished
 */
record EpisodeDocument(
        String episodeId,
        String status,
        @Nullable String waitsFor,
        String taskDescription,
        @Nullable String nekoSessionId,
        @Nullable String taskId,
        @Nullable OptionsDocument captureOptions,
        @Nullable Double estimatedSizeMb,
        Instant requestedAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        int frames,
        int actions,
        long bytes,
        @Nullable String end,
        @Nullable String origin,
        @Nullable String outcome,
        @Nullable String discardReason,
        @Nullable Fault failure) {

    static final String RECORDER = "capture-sink";
    static final String ASSEMBLY = "episode-assembly";

    /** How it is recorded. */
    record OptionsDocument(int fps, int jpegQuality, int minFrames, int timeoutSeconds) {

        static OptionsDocument of(CaptureOptions options) {
            return new OptionsDocument(
                    options.getFps(), options.getJpegQuality(), options.getMinFrames(), options.getTimeoutSeconds());
        }
    }

    /** Why there is nothing of it. */
    record Fault(String code, String message) {}

    /** @param usual size of a room that is not known */
    static EpisodeDocument of(Episode episode, Screen usual) {
        EpisodeProgress progress = episode.progress();
        CaptureOptions options = episode.options();
        Ending ending = progress.ending();
        EpisodeSubject subject = ending instanceof Ending.Finished finished ? finished.subject() : null;
        return new EpisodeDocument(
                episode.id(),
                status(episode),
                waitsFor(episode),
                episode.description(),
                episode.sessionId(),
                episode.taskId(),
                options == null ? null : OptionsDocument.of(options),
                options == null
                        ? null
                        : SizeEstimate.megabytes(options, Objects.requireNonNullElse(progress.screen(), usual)),
                episode.requestedAt(),
                progress.startedAt(),
                ending == null ? null : ending.at(),
                progress.frames(),
                progress.actions(),
                progress.bytes(),
                ending instanceof Ending.Finished finish ? finish.why().name().toLowerCase(Locale.ROOT) : null,
                subject == null ? null : subject.getOrigin().name().toLowerCase(Locale.ROOT),
                subject == null || subject.getOutcome().isEmpty() ? null : subject.getOutcome(),
                ending instanceof Ending.Discarded discarded ? discarded.reason() : null,
                ending instanceof Ending.Failed failed ? new Fault(failed.code(), failed.message()) : null);
    }

    private static String status(Episode episode) {
        return switch (episode.progress().ending()) {
            case Ending.Finished _ -> "finished";
            case Ending.Failed _ -> "failed";
            case Ending.Discarded _ -> "discarded";
            case null -> episode.endAsked() != null ? "ending" : started(episode) ? "recording" : "requested";
        };
    }

    /** Recording begins with the recorder; what was recorded is ended by who puts it together. */
    private static @Nullable String waitsFor(Episode episode) {
        if (episode.ended()) {
            return null;
        }
        if (!started(episode)) {
            return RECORDER;
        }
        return episode.endAsked() != null ? ASSEMBLY : null;
    }

    private static boolean started(Episode episode) {
        return episode.progress().startedAt() != null;
    }
}
