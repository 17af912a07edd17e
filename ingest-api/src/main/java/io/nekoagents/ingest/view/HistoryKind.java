package io.nekoagents.ingest.view;

import io.nekoagents.schema.capture.EndEpisode;
import io.nekoagents.schema.capture.EpisodeDiscarded;
import io.nekoagents.schema.capture.EpisodeFailed;
import io.nekoagents.schema.capture.EpisodeFinished;
import io.nekoagents.schema.capture.EpisodeGrown;
import io.nekoagents.schema.capture.EpisodePart;
import io.nekoagents.schema.capture.EpisodeStarted;
import io.nekoagents.schema.capture.RecordEpisode;
import io.nekoagents.schema.capture.UploadDataset;
import io.nekoagents.schema.voice.AppendSpeech;
import io.nekoagents.schema.voice.EndSpeech;
import io.nekoagents.schema.voice.SpeakText;
import io.nekoagents.schema.voice.SpeechCaptioned;
import io.nekoagents.schema.voice.SpeechFailed;
import io.nekoagents.schema.voice.SpeechFinished;
import io.nekoagents.schema.voice.SpeechQueued;
import io.nekoagents.schema.voice.SpeechStarted;
import io.nekoagents.schema.voice.SpeechStopped;
import io.nekoagents.schema.voice.SpeechSynthesized;
import io.nekoagents.schema.voice.StartSpeech;
import io.nekoagents.schema.voice.StopSpeech;
import io.nekoagents.schema.voice.SynthesizeSpeech;
import java.time.Instant;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** A kind of thing that one topic asks for and another tells of. */
enum HistoryKind {
    EPISODES(Source.CAPTURE_COMMANDS, Source.EPISODES, Column.EPISODES, Column.EPISODE_TIMES),
    SPEECH(Source.SPEECH_REQUESTS, Source.SPEECH_EVENTS, Column.SPEECH, Column.SPEECH_TIMES);

    private final Source commands;
    private final Source facts;
    private final Column records;
    private final Column times;

    HistoryKind(Source commands, Source facts, Column records, Column times) {
        this.commands = commands;
        this.facts = facts;
        this.records = records;
        this.times = times;
    }

    Source commands() {
        return commands;
    }

    Source facts() {
        return facts;
    }

    Column records() {
        return records;
    }

    Column times() {
        return times;
    }

    /**
     * What a record speaks of.
     *
     * @param id within the tenant; what has no id of its own is named by its kind, a slash, and what it belongs to
     * @param key of the record, if it is where it belongs
     * @param askedAt if the record is one that begins a history
     */
    record Subject(
            String tenant, String id, String key, @Nullable Instant askedAt) {

        private boolean usable() {
            return Keys.usable(tenant) && Keys.usable(id);
        }
    }

    /** Empty if it speaks of nothing of this kind. */
    Optional<Subject> subjectOf(SpecificRecord record) {
        Subject subject = switch (this) {
            case EPISODES -> episode(record);
            case SPEECH -> speech(record);
        };
        return Optional.ofNullable(subject).filter(Subject::usable);
    }

    private static @Nullable Subject episode(SpecificRecord record) {
        return switch (record) {
            case RecordEpisode c -> episode(c.getTenant(), c.getEpisodeId(), c.getRequestedAt());
            case EndEpisode c -> episode(c.getTenant(), c.getEpisodeId(), null);
            case UploadDataset c ->
                new Subject(c.getTenant(), KnownHistories.dataset(c.getDatasetId()), c.getDatasetId(), null);
            case EpisodeStarted f -> episode(f.getTenant(), f.getEpisodeId(), f.getRequestedAt());
            case EpisodeGrown f -> episode(f.getTenant(), f.getEpisodeId(), null);
            case EpisodeFinished f -> episode(f.getTenant(), f.getEpisodeId(), null);
            case EpisodeFailed f -> episode(f.getTenant(), f.getEpisodeId(), null);
            case EpisodeDiscarded f -> episode(f.getTenant(), f.getEpisodeId(), null);
            // For whoever makes datasets: half a megabyte each, of which nobody asks here.
            case EpisodePart _ -> null;
            default -> null;
        };
    }

    private static Subject episode(String tenant, String id, @Nullable Instant askedAt) {
        return new Subject(tenant, id, id, askedAt);
    }

    private static @Nullable Subject speech(SpecificRecord record) {
        return switch (record) {
            case SpeakText c -> new Subject(c.getTenant(), c.getRequestId(), c.getSessionId(), c.getRequestedAt());
            case StartSpeech c -> new Subject(c.getTenant(), c.getRequestId(), c.getSessionId(), c.getRequestedAt());
            case SynthesizeSpeech c ->
                new Subject(c.getTenant(), c.getRequestId(), c.getRequestId(), c.getRequestedAt());
            case AppendSpeech c -> new Subject(c.getTenant(), c.getRequestId(), c.getSessionId(), null);
            case EndSpeech c -> new Subject(c.getTenant(), c.getRequestId(), c.getSessionId(), null);
            case StopSpeech c ->
                new Subject(c.getTenant(), KnownHistories.session(c.getSessionId()), c.getSessionId(), null);
            case SpeechQueued f -> new Subject(f.getTenant(), f.getRequestId(), f.getSessionId(), null);
            case SpeechStarted f -> new Subject(f.getTenant(), f.getRequestId(), f.getSessionId(), null);
            case SpeechFinished f -> new Subject(f.getTenant(), f.getRequestId(), f.getSessionId(), null);
            case SpeechFailed f -> new Subject(f.getTenant(), f.getRequestId(), f.getSessionId(), null);
            case SpeechCaptioned f -> new Subject(f.getTenant(), f.getRequestId(), f.getSessionId(), null);
            case SpeechSynthesized f -> new Subject(f.getTenant(), f.getRequestId(), f.getRequestId(), null);
            case SpeechStopped f -> new Subject(f.getTenant(), f.getRequestId(), f.getSessionId(), null);
            default -> null;
        };
    }
}
