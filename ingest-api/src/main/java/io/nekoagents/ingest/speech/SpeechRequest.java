package io.nekoagents.ingest.speech;

import io.nekoagents.ingest.history.Asked;
import io.nekoagents.ingest.view.HistoryEntry;
import io.nekoagents.schema.rule.SpeechRules;
import io.nekoagents.schema.rule.Violation;
import io.nekoagents.schema.voice.AppendSpeech;
import io.nekoagents.schema.voice.EndSpeech;
import io.nekoagents.schema.voice.SpeakText;
import io.nekoagents.schema.voice.SpeechCaptioned;
import io.nekoagents.schema.voice.SpeechFailed;
import io.nekoagents.schema.voice.SpeechFinished;
import io.nekoagents.schema.voice.SpeechQueued;
import io.nekoagents.schema.voice.SpeechStarted;
import io.nekoagents.schema.voice.SpeechStopped;
import io.nekoagents.schema.voice.SpeechStyle;
import io.nekoagents.schema.voice.SpeechSynthesized;
import io.nekoagents.schema.voice.StartSpeech;
import io.nekoagents.schema.voice.SynthesizeSpeech;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * A request to speak, as its commands and facts tell of it.
 *
 * @param sessionId the room that it is spoken in, null if it is spoken into a file
 * @param taskId the task that speaks, null if none does
 * @param offset of the command that began it, among those of its session
 * @param stopAsked whether it is to fall silent
 */
record SpeechRequest(
        String id,
        String tenant,
        @Nullable String sessionId,
        @Nullable String taskId,
        SpeechStyle style,
        Words words,
        Captions captions,
        Instant requestedAt,
        long offset,
        Progress progress,
        boolean stopAsked)
        implements Asked {

    /** What these records come to; empty if none of them begins a request. */
    static Optional<SpeechRequest> of(List<HistoryEntry<SpecificRecord>> records) {
        SpeechRequest request = null;
        for (HistoryEntry<SpecificRecord> each : records) {
            request = request == null ? begin(each.value(), each.offset()) : request.evolve(each.value());
        }
        return Optional.ofNullable(request);
    }

    private static @Nullable SpeechRequest begin(SpecificRecord record, long offset) {
        return switch (record) {
            case SpeakText command -> of(command, offset);
            case StartSpeech command -> of(command, offset);
            case SynthesizeSpeech command -> of(command, offset);
            default -> null;
        };
    }

    static SpeechRequest of(SpeakText command, long offset) {
        return new SpeechRequest(
                command.getRequestId(),
                command.getTenant(),
                command.getSessionId(),
                command.getTaskId(),
                command.getStyle(),
                Words.whole(command.getText()),
                Captions.NONE_YET,
                command.getRequestedAt(),
                offset,
                begin(SpeechRules.violations(command), command.getRequestedAt()),
                false);
    }

    static SpeechRequest of(StartSpeech command, long offset) {
        return new SpeechRequest(
                command.getRequestId(),
                command.getTenant(),
                command.getSessionId(),
                command.getTaskId(),
                command.getStyle(),
                Words.NONE_YET,
                Captions.NONE_YET,
                command.getRequestedAt(),
                offset,
                begin(SpeechRules.violations(command), command.getRequestedAt()),
                false);
    }

    static SpeechRequest of(SynthesizeSpeech command, long offset) {
        return new SpeechRequest(
                command.getRequestId(),
                command.getTenant(),
                null,
                null,
                command.getStyle(),
                Words.whole(command.getText()),
                Captions.NONE_YET,
                command.getRequestedAt(),
                offset,
                begin(SpeechRules.violations(command), command.getRequestedAt()),
                false);
    }

    private static Progress begin(List<Violation> violations, Instant at) {
        return violations.isEmpty() ? new Progress.Unheard() : Progress.refused(violations, at);
    }

    SpeechRequest evolve(SpecificRecord record) {
        return switch (record) {
            case AppendSpeech piece when SpeechRules.violations(piece).isEmpty() -> with(words.append(piece));
            case EndSpeech _ -> with(words.end());
            case SpeechCaptioned fact when !progress.ended() -> with(captions.with(fact));
            case SpeechQueued fact -> with(progress.queued(fact));
            case SpeechStarted fact -> with(progress.started(fact));
            case SpeechFinished fact -> with(progress.finished(fact));
            case SpeechSynthesized fact -> with(progress.made(fact));
            case SpeechFailed fact -> with(progress.failed(fact));
            case SpeechStopped fact -> with(progress.stopped(fact));
            default -> this;
        };
    }

    /** With the knowledge that its session, or all of its tenant's, was asked to fall silent. */
    SpeechRequest stopping() {
        return new SpeechRequest(
                id, tenant, sessionId, taskId, style, words, captions, requestedAt, offset, progress, true);
    }

    private SpeechRequest with(Words more) {
        return new SpeechRequest(
                id, tenant, sessionId, taskId, style, more, captions, requestedAt, offset, progress, stopAsked);
    }

    private SpeechRequest with(Captions more) {
        return new SpeechRequest(
                id, tenant, sessionId, taskId, style, words, more, requestedAt, offset, progress, stopAsked);
    }

    private SpeechRequest with(Progress further) {
        return new SpeechRequest(
                id, tenant, sessionId, taskId, style, words, captions, requestedAt, offset, further, stopAsked);
    }

    @Override
    public String logKey() {
        return sessionId == null ? id : sessionId;
    }

    /** Whether whoever asked for that one would be content with this one. */
    boolean answers(SpeechRequest other) {
        boolean sameText = words.stream() ? other.words.stream() : words.text() != null && words.equals(other.words);
        return sameText && Objects.equals(sessionId, other.sessionId) && style.equals(other.style);
    }
}
