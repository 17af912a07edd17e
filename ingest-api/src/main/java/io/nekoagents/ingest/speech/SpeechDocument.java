package io.nekoagents.ingest.speech;

import io.nekoagents.ingest.speech.Captions.Caption;
import io.nekoagents.ingest.speech.Progress.Ended;
import io.nekoagents.ingest.speech.Progress.Ending;
import io.nekoagents.ingest.speech.Progress.Queued;
import io.nekoagents.ingest.speech.Progress.Speaking;
import io.nekoagents.ingest.speech.Progress.Unheard;
import io.nekoagents.schema.voice.SpeechParams;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request as REST shows it; what does not apply yet is null.
 *
 * @param status queued, speaking, stopping, finished, failed or stopped
 * @param waitsFor the worker that has not said anything of it yet
 * @param output room or file
 * @param sessionId the room's, null if it is spoken into a file
 * @param stream whether it is spoken as it is written
 * @param complete whether no more text comes
 * @param estimatedDurationMs of the text until now; see {@link SpeechEstimate}
 */
record SpeechDocument(
        String requestId,
        String status,
        @Nullable String waitsFor,
        String output,
        @Nullable String sessionId,
        @Nullable String taskId,
        @Nullable String voiceId,
        Params params,
        boolean stream,
        boolean complete,
        @Nullable String text,
        int characters,
        long estimatedDurationMs,
        @Nullable String workerId,
        Instant requestedAt,
        @Nullable Instant queuedAt,
        @Nullable Instant firstAudioAt,
        @Nullable Instant finishedAt,
        @Nullable Long audioMs,
        @Nullable Integer segments,
        List<Caption> captions,
        @Nullable SpeechFile file,
        @Nullable Fault failure) {

    static final String WORKER = "tts-worker";

    record Params(@Nullable Double rate, @Nullable Double pitch) {

        static Params of(SpeechParams params) {
            return new Params(params.getRate(), params.getPitch());
        }
    }

    /** Why it was not spoken, or not to its end. */
    record Fault(String code, String message) {}

    /** @param rate at which it is spoken */
    static SpeechDocument of(SpeechRequest request, double rate) {
        Ended ended = request.progress() instanceof Ended end ? end : null;
        Progress told = ended == null ? request.progress() : ended.before();
        return new SpeechDocument(
                request.id(),
                status(request),
                waitsFor(request),
                request.sessionId() == null ? "file" : "room",
                request.sessionId(),
                request.taskId(),
                request.style().getVoiceId(),
                Params.of(request.style().getParams()),
                request.words().stream(),
                request.words().complete(),
                request.words().text(),
                request.words().characters(),
                SpeechEstimate.millis(request.words().characters(), rate),
                workerOf(told),
                request.requestedAt(),
                queuedAt(told),
                told instanceof Speaking speaking ? speaking.at() : null,
                ended == null ? null : ended.at(),
                ended == null ? null : ended.audioMs(),
                ended == null ? null : segments(ended.how()),
                request.captions().all(),
                ended != null && ended.how() instanceof Ending.Made made ? made.file() : null,
                ended != null && ended.how() instanceof Ending.Failed failed
                        ? new Fault(failed.code(), failed.message())
                        : null);
    }

    private static String status(SpeechRequest request) {
        return switch (request.progress()) {
            case Ended ended -> status(ended.how());
            case Unheard _, Queued _, Speaking _ when request.stopAsked() -> "stopping";
            case Unheard _, Queued _ -> "queued";
            case Speaking _ -> "speaking";
        };
    }

    private static String status(Ending ending) {
        return switch (ending) {
            case Ending.Finished _, Ending.Made _ -> "finished";
            case Ending.Failed _ -> "failed";
            case Ending.Stopped _ -> "stopped";
        };
    }

    private static @Nullable Integer segments(Ending ending) {
        return switch (ending) {
            case Ending.Finished finished -> finished.segments();
            case Ending.Made made -> made.segments();
            case Ending.Failed _, Ending.Stopped _ -> null;
        };
    }

    private static @Nullable String waitsFor(SpeechRequest request) {
        boolean unheard = request.progress() instanceof Unheard || request.stopAsked();
        return unheard && !request.progress().ended() ? WORKER : null;
    }

    private static @Nullable String workerOf(Progress progress) {
        return switch (progress) {
            case Queued queued -> queued.workerId();
            case Speaking speaking -> speaking.workerId();
            case Unheard _, Ended _ -> null;
        };
    }

    private static @Nullable Instant queuedAt(Progress progress) {
        return switch (progress) {
            case Queued queued -> queued.at();
            case Speaking speaking -> speaking.queuedAt();
            case Unheard _, Ended _ -> null;
        };
    }
}
