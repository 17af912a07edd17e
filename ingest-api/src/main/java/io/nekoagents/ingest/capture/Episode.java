package io.nekoagents.ingest.capture;

import io.nekoagents.ingest.history.Asked;
import io.nekoagents.ingest.view.HistoryEntry;
import io.nekoagents.schema.capture.CaptureOptions;
import io.nekoagents.schema.capture.EndEpisode;
import io.nekoagents.schema.capture.EpisodeDiscarded;
import io.nekoagents.schema.capture.EpisodeFailed;
import io.nekoagents.schema.capture.EpisodeFinished;
import io.nekoagents.schema.capture.EpisodeGrown;
import io.nekoagents.schema.capture.EpisodeStarted;
import io.nekoagents.schema.capture.RecordEpisode;
import io.nekoagents.schema.rule.CaptureRules;
import io.nekoagents.schema.rule.Violation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * An episode, as its commands and facts tell of it.
 *
 * @param sessionId the room session it is of, null if it is of none
 * @param taskId the task whose run it is, null where a session is recorded
 * @param options null for the run of a task
 * @param endAsked null as long as nobody asked for its end; then, whether it is to be thrown away
 */
record Episode(
        String id,
        String tenant,
        String description,
        @Nullable String sessionId,
        @Nullable String taskId,
        @Nullable CaptureOptions options,
        Instant requestedAt,
        EpisodeProgress progress,
        @Nullable Boolean endAsked)
        implements Asked {

    /** What these records come to; empty if none of them begins an episode. */
    static Optional<Episode> of(List<HistoryEntry<SpecificRecord>> records) {
        Episode episode = null;
        for (HistoryEntry<SpecificRecord> each : records) {
            episode = episode == null ? begin(each.value()) : episode.evolve(each.value());
        }
        return Optional.ofNullable(episode);
    }

    private static @Nullable Episode begin(SpecificRecord record) {
        return switch (record) {
            case RecordEpisode command -> of(command);
            case EpisodeStarted fact -> of(fact);
            default -> null;
        };
    }

    static Episode of(RecordEpisode command) {
        List<Violation> violations = CaptureRules.violations(command);
        String wrong = Violation.sentence(violations);
        return new Episode(
                command.getEpisodeId(),
                command.getTenant(),
                command.getTaskDescription(),
                command.getSessionId(),
                null,
                command.getOptions(),
                command.getRequestedAt(),
                violations.isEmpty()
                        ? EpisodeProgress.UNHEARD
                        : EpisodeProgress.refused(wrong, command.getRequestedAt()),
                null);
    }

    /** The run of a task becomes an episode without a command. */
    private static Episode of(EpisodeStarted fact) {
        return new Episode(
                fact.getEpisodeId(),
                fact.getTenant(),
                fact.getTaskDescription(),
                fact.getSessionId(),
                fact.getTaskId(),
                fact.getOptions(),
                fact.getRequestedAt(),
                EpisodeProgress.UNHEARD.start(fact),
                null);
    }

    Episode evolve(SpecificRecord record) {
        return switch (record) {
            case EndEpisode command -> with(command);
            case EpisodeStarted fact -> with(progress.start(fact));
            case EpisodeGrown fact -> with(progress.grow(fact));
            case EpisodeFinished fact -> with(progress.finish(fact));
            case EpisodeFailed fact -> with(progress.fail(fact));
            case EpisodeDiscarded fact -> with(progress.discard(fact));
            default -> this;
        };
    }

    /** Who keeps it first may still throw it away; not the other way round. */
    private Episode with(EndEpisode command) {
        boolean discard = command.getDiscard() || Boolean.TRUE.equals(endAsked);
        return new Episode(id, tenant, description, sessionId, taskId, options, requestedAt, progress, discard);
    }

    private Episode with(EpisodeProgress further) {
        return new Episode(id, tenant, description, sessionId, taskId, options, requestedAt, further, endAsked);
    }

    boolean ended() {
        return progress.ending() != null;
    }

    @Override
    public String logKey() {
        return id;
    }

    /** Whether whoever asks for that would be content with this one; what is left out may be as it was usual then. */
    boolean answers(EpisodeRequest request) {
        return description.equals(request.description())
                && request.session().equals(sessionId)
                && options != null
                && options.equals(request.optionsOver(options));
    }
}
