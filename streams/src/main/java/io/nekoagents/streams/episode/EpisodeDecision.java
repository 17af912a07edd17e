package io.nekoagents.streams.episode;

import io.nekoagents.schema.capture.DraftStage;
import io.nekoagents.schema.capture.EpisodeDraft;
import io.nekoagents.schema.capture.EpisodeEnd;
import io.nekoagents.schema.capture.KeptAction;
import io.nekoagents.schema.capture.KeptFrame;
import io.nekoagents.schema.capture.RecordingEnded;
import io.nekoagents.schema.capture.RecordingFailed;
import io.nekoagents.schema.task.TaskSubmitted;
import io.nekoagents.streams.episode.EpisodeChange.Ending;
import io.nekoagents.streams.episode.EpisodeChange.Ignored;
import io.nekoagents.streams.episode.EpisodeChange.Over;
import io.nekoagents.streams.episode.EpisodeChange.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What follows from a trigger, given what is known of the episode. */
final class EpisodeDecision {

    private final EpisodeLimits limits;
    private final Predicate<TaskSubmitted> captured;

    /** @param captured whether a task's run becomes an episode */
    EpisodeDecision(EpisodeLimits limits, Predicate<TaskSubmitted> captured) {
        this.limits = limits;
        this.captured = captured;
    }

    /**
     * @param draft what is known of the episode, null for nothing
     * @param recording whether a recorder says it
     * @param at the moment it is said at, by the log's clock
     */
    EpisodeChange decide(
            @Nullable EpisodeDraft draft, boolean recording, EpisodeTrigger trigger, Pieces pieces, Instant at) {
        if (draft == null) {
            return begin(recording, trigger);
        }
        return switch (trigger) {
            case EpisodeTrigger.TimePassed() -> passTime(draft, at);
            case EpisodeTrigger.Nothing() -> new Ignored(Reason.IRRELEVANT);
            default -> {
                if (draft.getStage() == DraftStage.ENDED) {
                    yield new Ignored(Reason.LATE);
                }
                if (draft.getRecording() != recording) {
                    yield new Ignored(Reason.UNKNOWN);
                }
                yield recording ? recorded(draft, trigger, pieces) : ran(draft, trigger, pieces);
            }
        };
    }

    /** Topics are read side by side: what was seen of a task may come before the task. A recorder has one topic. */
    private EpisodeChange begin(boolean recording, EpisodeTrigger trigger) {
        return switch (trigger) {
            case EpisodeTrigger.Submitted(var fact) -> new EpisodeChange.Known(fact, captured.test(fact));
            case EpisodeTrigger.Begun(var fact) -> new EpisodeChange.Begun(fact);
            case EpisodeTrigger.Failed(var fact) -> failed(fact);
            case EpisodeTrigger.Frame(var kept, var screen)
            when !recording -> new EpisodeChange.Seen(kept, screen, null);
            case EpisodeTrigger.Action(var kept) when !recording -> new EpisodeChange.Acted(kept, null);
            case EpisodeTrigger.Nothing(), EpisodeTrigger.TimePassed() -> new Ignored(Reason.IRRELEVANT);
            default -> new Ignored(Reason.UNKNOWN);
        };
    }

    private EpisodeChange ran(EpisodeDraft draft, EpisodeTrigger trigger, Pieces pieces) {
        return switch (trigger) {
            case EpisodeTrigger.Submitted(var fact) ->
                draft.getStage() == DraftStage.EXPECTED
                        ? new EpisodeChange.Known(fact, captured.test(fact))
                        : new Ignored(Reason.DUPLICATE);
            case EpisodeTrigger.Reworded(var fact) -> new EpisodeChange.Reworded(fact.getSpec());
            case EpisodeTrigger.Started(var fact) ->
                new EpisodeChange.AttemptBegan(fact.getAttempt(), fact.getOccurredAt());
            case EpisodeTrigger.Paused(boolean takeover, Instant at) ->
                takeover ? new EpisodeChange.TakenOver(at) : new EpisodeChange.GivenBack(at);
            case EpisodeTrigger.Resumed(Instant at) -> new EpisodeChange.GivenBack(at);
            case EpisodeTrigger.TaskEnded end -> end(draft, end);
            case EpisodeTrigger.Frame(var kept, var screen) -> see(draft, kept, screen, pieces);
            case EpisodeTrigger.Action(var kept) -> act(draft, kept, pieces);
            default -> new Ignored(Reason.IRRELEVANT);
        };
    }

    private EpisodeChange recorded(EpisodeDraft draft, EpisodeTrigger trigger, Pieces pieces) {
        return switch (trigger) {
            case EpisodeTrigger.Begun _, EpisodeTrigger.Watched() -> new EpisodeChange.Heard();
            case EpisodeTrigger.Frame(var kept, var screen) -> see(draft, kept, screen, pieces);
            case EpisodeTrigger.Action(var kept) -> act(draft, kept, pieces);
            case EpisodeTrigger.Ended(var fact) ->
                mayEnd(draft, fact) ? new Over(ended(fact)) : new Ignored(Reason.FOREIGN);
            case EpisodeTrigger.Failed(var fact) ->
                fact.getTenant().equals(draft.getTenant()) ? failed(fact) : new Ignored(Reason.FOREIGN);
            default -> new Ignored(Reason.IRRELEVANT);
        };
    }

    /** What was not begun needs no grace. */
    private static EpisodeChange end(EpisodeDraft draft, EpisodeTrigger.TaskEnded end) {
        return switch (draft.getStage()) {
            case CLOSING -> new Ignored(Reason.DUPLICATE);
            case KNOWN ->
                draft.getAttempts().isEmpty()
                        ? new Over(new Ending.Complete(EpisodeEnd.TASK_ENDED, end.at()))
                        : new EpisodeChange.Closing(end);
            case UNKNOWN, EXPECTED, SKIPPED, OPEN, ENDED -> new EpisodeChange.Closing(end);
        };
    }

    private EpisodeChange see(
            EpisodeDraft draft, KeptFrame kept, EpisodeTrigger.@Nullable Screen screen, Pieces pieces) {
        Instant at = kept.getFrame().getCapturedAt();
        Optional<EpisodeChange> no = refused(draft, kept.getAttempt(), at);
        if (no.isPresent()) {
            return no.get();
        }
        KeptFrame before = pieces.frame(kept.getFrame().getFrameId());
        return before != null && !replaces(kept, before)
                ? new Ignored(Reason.DUPLICATE)
                : new EpisodeChange.Seen(kept, screen, before);
    }

    private EpisodeChange act(EpisodeDraft draft, KeptAction kept, Pieces pieces) {
        Instant at = kept.getAction().getExecutedAt();
        Optional<EpisodeChange> no = refused(draft, kept.getAttempt(), at);
        if (no.isPresent()) {
            return no.get();
        }
        KeptAction before = pieces.action(kept.getActionId());
        return before != null && before.getAttempt() >= kept.getAttempt()
                ? new Ignored(Reason.DUPLICATE)
                : new EpisodeChange.Acted(kept, before);
    }

    private Optional<EpisodeChange> refused(EpisodeDraft draft, int attempt, Instant at) {
        if (draft.getStage() == DraftStage.SKIPPED) {
            return Optional.of(new Ignored(Reason.NOT_CAPTURED));
        }
        if (EpisodeFence.shutsOut(draft, attempt, at)) {
            return Optional.of(new Ignored(Reason.OLDER_ATTEMPT));
        }
        boolean full = draft.getRecords() >= limits.maxRecords() || draft.getWeight() >= EpisodeLimits.MAX_WEIGHT;
        if (!full) {
            return Optional.empty();
        }
        return Optional.of(
                draft.getStage() == DraftStage.EXPECTED
                        ? new Ignored(Reason.UNKNOWN)
                        : new Over(new Ending.Complete(EpisodeEnd.TIMEOUT, at)));
    }

    /** A step that is looked at twice is stored twice under one name: what was stored last is there. */
    private static boolean replaces(KeptFrame kept, KeptFrame before) {
        return kept.getAttempt() >= before.getAttempt()
                && !kept.getFrame().getSha256().equals(before.getFrame().getSha256())
                && !kept.getFrame().getCapturedAt().isBefore(before.getFrame().getCapturedAt());
    }

    private static boolean mayEnd(EpisodeDraft draft, RecordingEnded fact) {
        return fact.getTenant() == null || fact.getTenant().equals(draft.getTenant());
    }

    private static Ending ended(RecordingEnded fact) {
        return fact.getDiscard()
                ? new Ending.Discarded("As asked", fact.getOccurredAt())
                : new Ending.Complete(fact.getEnd(), fact.getOccurredAt());
    }

    private static EpisodeChange failed(RecordingFailed fact) {
        return new Over(new Ending.Failed(
                fact.getTenant(), fact.getCode(), EpisodeText.bounded(fact.getMessage()), fact.getOccurredAt()));
    }

    private EpisodeChange passTime(EpisodeDraft draft, Instant now) {
        Optional<EpisodeDeadlines.End> end = EpisodeDeadlines.end(draft, limits);
        if (end.isPresent() && !now.isBefore(end.get().due())) {
            return end.get().change();
        }
        return EpisodeDeadlines.told(draft, limits)
                .filter(due -> !now.isBefore(due))
                .<EpisodeChange>map(_ -> new EpisodeChange.Told())
                .orElseGet(() -> new Ignored(Reason.IRRELEVANT));
    }

    /** Whether as many actions as the task took are here. */
    static boolean awaited(EpisodeDraft draft) {
        return draft.getStage() == DraftStage.CLOSING
                && draft.getSteps() >= 0
                && draft.getActions() >= draft.getSteps();
    }

    /** Whether the frames that they were decided on are, too, so that there is nothing more to wait for. */
    static boolean whole(List<KeptAction> actions, Pieces pieces) {
        return actions.stream()
                .map(each -> each.getAction().getFrameId())
                .allMatch(frameId -> frameId == null || pieces.frame(frameId) != null);
    }

    /** A task that has ended, as it stands. */
    static EpisodeChange over(EpisodeDraft draft) {
        return new Over(new Ending.Complete(EpisodeEnd.TASK_ENDED, Instant.ofEpochMilli(draft.getEndedAt())));
    }
}
