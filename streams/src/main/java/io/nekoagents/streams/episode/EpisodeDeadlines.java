package io.nekoagents.streams.episode;

import io.nekoagents.schema.capture.CaptureOptions;
import io.nekoagents.schema.capture.DraftStage;
import io.nekoagents.schema.capture.EpisodeDraft;
import io.nekoagents.schema.capture.EpisodeEnd;
import io.nekoagents.streams.episode.EpisodeChange.Ending;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When time alone changes an episode, by the log's clock. */
final class EpisodeDeadlines {

    private EpisodeDeadlines() {}

    /** What happens, and when. */
    record End(Instant due, EpisodeChange change) {}

    static Optional<Instant> next(EpisodeDraft draft, EpisodeLimits limits) {
        Optional<Instant> end = end(draft, limits).map(End::due);
        Optional<Instant> told = told(draft, limits);
        boolean sooner = told.isPresent() && end.filter(told.get()::isAfter).isEmpty();
        return sooner ? told : end;
    }

    static Optional<Instant> told(EpisodeDraft draft, EpisodeLimits limits) {
        return draft.getUntold() && EpisodeEvolution.begun(draft)
                ? Optional.of(at(draft.getToldAt()).plus(limits.progressInterval()))
                : Optional.empty();
    }

    static Optional<End> end(EpisodeDraft draft, EpisodeLimits limits) {
        return switch (draft.getStage()) {
            case EXPECTED -> Optional.of(forgotten(draft.getOpenedAt(), limits.grace()));
            case ENDED -> Optional.of(forgotten(draft.getClosingAt(), limits.remember()));
            case SKIPPED, KNOWN ->
                Optional.of(
                        draft.getClosingAt() > 0 && draft.getStage() == DraftStage.SKIPPED
                                ? forgotten(draft.getClosingAt(), limits.grace())
                                : forgotten(draft.getHeardAt(), EpisodeLimits.FORGOTTEN));
            case CLOSING ->
                Optional.of(complete(
                        at(draft.getClosingAt()).plus(limits.grace()), EpisodeEnd.TASK_ENDED, at(draft.getEndedAt())));
            case OPEN -> Optional.of(draft.getRecording() ? ofRecording(draft, limits) : ofTask(draft));
            case UNKNOWN -> Optional.empty();
        };
    }

    private static End ofTask(EpisodeDraft draft) {
        Instant due = at(draft.getHeardAt()).plus(EpisodeLimits.FORGOTTEN);
        return new End(
                due, new EpisodeChange.Over(new Ending.Discarded("Nothing was heard of its task any more", due)));
    }

    /** The recorder is given the chance to say so itself, with what it saw last. */
    private static End ofRecording(EpisodeDraft draft, EpisodeLimits limits) {
        CaptureOptions options = draft.getOptions();
        Duration length = options == null ? EpisodeLimits.FORGOTTEN : Duration.ofSeconds(options.getTimeoutSeconds());
        Instant late = at(draft.getOpenedAt()).plus(length).plus(limits.grace());
        Instant idle = at(draft.getHeardAt()).plus(limits.idleTimeout());
        return idle.isBefore(late)
                ? complete(idle, EpisodeEnd.IDLE, at(draft.getHeardAt()))
                : complete(late, EpisodeEnd.TIMEOUT, at(draft.getBeganAt()).plus(length));
    }

    private static End complete(Instant due, EpisodeEnd end, Instant at) {
        return new End(due, new EpisodeChange.Over(new Ending.Complete(end, at)));
    }

    private static End forgotten(long since, Duration after) {
        return new End(at(since).plus(after), new EpisodeChange.Forgotten());
    }

    private static Instant at(long millis) {
        return Instant.ofEpochMilli(millis);
    }
}
