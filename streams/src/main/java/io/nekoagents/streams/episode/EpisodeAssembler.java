package io.nekoagents.streams.episode;

import static java.util.Objects.requireNonNull;

import io.nekoagents.schema.capture.EpisodeDraft;
import io.nekoagents.schema.rule.CaptureRules;
import io.nekoagents.streams.deadletter.UnusableRecordException;
import io.nekoagents.streams.episode.EpisodeChange.Ending;
import io.nekoagents.streams.episode.EpisodeTrigger.Addressed;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Applies the rules to records and to the passing of time, over whatever keeps the state. */
final class EpisodeAssembler {

    private final EpisodeLimits limits;
    private final EpisodeDecision rules;
    private final EpisodeStore store;
    private final Out out;

    /** What comes of it. */
    interface Out {

        /** A record of the episode, for the topic of episodes. */
        void tell(String episodeId, SpecificRecord record);

        /** A record that did not count. */
        default void ignored(EpisodeChange.Reason reason) {}
    }

    EpisodeAssembler(EpisodeLimits limits, EpisodeDecision rules, EpisodeStore store, Out out) {
        this.limits = limits;
        this.rules = rules;
        this.store = store;
        this.out = out;
    }

    /**
     * @param at when it was written, by the log's clock
     * @throws UnusableRecordException if it can be of no episode, whatever is known
     */
    void accept(@Nullable String key, SpecificRecord record, Instant at) {
        Addressed to = EpisodeTrigger.of(record);
        if (to.trigger() instanceof EpisodeTrigger.Nothing) {
            return;
        }
        if (!to.key().equals(key)) {
            throw new UnusableRecordException("The record's key must be " + to.key() + ", not " + key);
        }
        if (!CaptureRules.isEpisodeId(to.episodeId())) {
            throw new UnusableRecordException("episode_id is none: " + EpisodeText.bounded(to.episodeId()));
        }
        pass(to.episodeId(), at);
        apply(to.episodeId(), to.recording(), to.trigger(), at);
        end(to.episodeId(), at);
        pass(to.episodeId(), at);
    }

    /** @param most episodes that are looked at */
    void tick(Instant at, int most) {
        store.due(at, most).forEach(episodeId -> pass(episodeId, at));
    }

    /** What time has brought is done before what comes later. What the index has later than that is not due either. */
    private void pass(String episodeId, Instant at) {
        EpisodeDraft draft = store.draft(episodeId);
        if (draft == null || draft.getDueAt() > at.toEpochMilli()) {
            return;
        }
        while (draft != null && due(draft, at)) {
            apply(episodeId, draft.getRecording(), new EpisodeTrigger.TimePassed(), at);
            draft = store.draft(episodeId);
        }
        if (draft != null && draft.getDueAt() <= at.toEpochMilli()) {
            keep(draft, at);
        }
    }

    private boolean due(EpisodeDraft draft, Instant at) {
        return EpisodeDeadlines.next(draft, limits)
                .filter(due -> !at.isBefore(due))
                .isPresent();
    }

    private void end(String episodeId, Instant at) {
        EpisodeDraft draft = store.draft(episodeId);
        if (draft != null && EpisodeDecision.awaited(draft)) {
            Pieces pieces = store.pieces(episodeId);
            if (EpisodeDecision.whole(store.actions(episodeId), pieces)) {
                carryOut(episodeId, draft, EpisodeDecision.over(draft), at);
            }
        }
    }

    private void apply(String episodeId, boolean recording, EpisodeTrigger trigger, Instant at) {
        EpisodeDraft draft = store.draft(episodeId);
        carryOut(episodeId, draft, rules.decide(draft, recording, trigger, store.pieces(episodeId), at), at);
    }

    private void carryOut(String episodeId, @Nullable EpisodeDraft before, EpisodeChange change, Instant at) {
        switch (change) {
            case EpisodeChange.Seen seen -> store.put(episodeId, seen.kept());
            case EpisodeChange.Acted acted -> store.put(episodeId, acted.kept());
            case EpisodeChange.Over(Ending ending) -> finish(episodeId, before, ending);
            case EpisodeChange.Forgotten() -> forget(episodeId);
            case EpisodeChange.Ignored(var reason) -> {
                out.ignored(reason);
                return;
            }
            default -> {}
        }
        EpisodeDraft after = EpisodeEvolution.evolve(episodeId, before, change, at);
        if (after == null) {
            drop(requireNonNull(before));
            return;
        }
        if (!EpisodeEvolution.begun(before) && EpisodeEvolution.begun(after)) {
            out.tell(episodeId, new EpisodeFacts(after).started());
        }
        if (change instanceof EpisodeChange.Told) {
            out.tell(episodeId, new EpisodeFacts(after).grown(at));
        }
        keep(after, at);
    }

    /** A task of which nothing was seen leaves no episode. */
    private void finish(String episodeId, @Nullable EpisodeDraft draft, Ending ending) {
        boolean begun = EpisodeEvolution.begun(draft);
        if (draft != null && begun) {
            EpisodeFacts facts = new EpisodeFacts(draft);
            EpisodeCut cut = EpisodeCut.of(draft, store.frames(episodeId), store.actions(episodeId), ending.at());
            List<SpecificRecord> last = switch (ending) {
                case Ending.Complete complete -> facts.complete(complete, cut, limits.minFrames());
                case Ending.Discarded(String reason, Instant _) -> List.of(facts.discarded(reason, cut));
                case Ending.Failed failed ->
                    List.of(EpisodeFacts.failed(
                            episodeId,
                            failed,
                            cut.frames().size(),
                            cut.actions().size()));
            };
            last.forEach(each -> out.tell(episodeId, each));
        } else if (ending instanceof Ending.Failed failed) {
            out.tell(episodeId, EpisodeFacts.failed(episodeId, failed, 0, 0));
        }
        store.clear(episodeId);
    }

    /** What waited for a task in vain is counted. */
    private void forget(String episodeId) {
        int left = store.frames(episodeId).size() + store.actions(episodeId).size();
        for (int i = 0; i < left; i++) {
            out.ignored(EpisodeChange.Reason.UNKNOWN);
        }
        store.clear(episodeId);
    }

    private void drop(EpisodeDraft draft) {
        store.move(draft.getEpisodeId(), indexed(draft), Optional.empty());
        store.delete(draft.getEpisodeId());
    }

    /** A deadline that moves away is left in the index and looked at in vain once, which costs less than to move it each time. */
    private void keep(EpisodeDraft draft, Instant at) {
        Optional<Instant> before = indexed(draft);
        Optional<Instant> next = EpisodeDeadlines.next(draft, limits);
        boolean stale = before.isEmpty()
                || !before.get().isAfter(at)
                || next.filter(before.get()::isAfter).isPresent();
        if (stale) {
            store.move(draft.getEpisodeId(), before, next);
            draft.setDueAt(next.map(Instant::toEpochMilli).orElse(0L));
        }
        store.put(draft);
    }

    private static Optional<Instant> indexed(EpisodeDraft draft) {
        return draft.getDueAt() == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(draft.getDueAt()));
    }
}
