package io.nekoagents.streams.episode;

import static java.util.Objects.requireNonNull;

import io.nekoagents.schema.capture.DraftAttempt;
import io.nekoagents.schema.capture.DraftStage;
import io.nekoagents.schema.capture.EpisodeDraft;
import io.nekoagents.schema.capture.EpisodeTakeover;
import io.nekoagents.schema.capture.KeptAction;
import io.nekoagents.schema.capture.KeptFrame;
import io.nekoagents.schema.capture.Origin;
import io.nekoagents.schema.capture.RecordingStarted;
import io.nekoagents.schema.task.TaskMode;
import io.nekoagents.schema.task.TaskSpec;
import io.nekoagents.schema.task.TaskSubmitted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is known of an episode after a change. */
final class EpisodeEvolution {

    /** Of one episode; somebody may pause a task and resume it all day. */
    static final int MOST_TAKEOVERS = 1_000;

    static final int MOST_ATTEMPTS = 1_000;

    private EpisodeEvolution() {}

    /** Whether there is an episode, and not only a task that may become one. */
    static boolean begun(@Nullable EpisodeDraft draft) {
        return draft != null
                && draft.getBeganAt() > 0
                && (draft.getStage() == DraftStage.OPEN || draft.getStage() == DraftStage.CLOSING);
    }

    /** @return null for nothing any more */
    static @Nullable EpisodeDraft evolve(
            String episodeId, @Nullable EpisodeDraft before, EpisodeChange change, Instant at) {
        long now = at.toEpochMilli();
        return switch (change) {
            case EpisodeChange.Forgotten() -> null;
            case EpisodeChange.Ignored _ -> before;
            case EpisodeChange.Over _ -> ended(episodeId, before, now);
            case EpisodeChange.Told() -> {
                EpisodeDraft draft = copy(requireNonNull(before));
                draft.setToldAt(now);
                draft.setUntold(false);
                yield draft;
            }
            default -> {
                EpisodeDraft draft = before == null ? expected(episodeId, now) : copy(before);
                draft.setHeardAt(Math.max(now, before == null ? 0 : before.getHeardAt()));
                apply(draft, change, now);
                yield draft;
            }
        };
    }

    private static EpisodeDraft expected(String episodeId, long now) {
        return EpisodeDraft.newBuilder()
                .setEpisodeId(episodeId)
                .setStage(DraftStage.EXPECTED)
                .setOpenedAt(now)
                .build();
    }

    /** Its lists are shared, for none is ever changed; Avro's own copy takes several times as long as all the rest. */
    private static EpisodeDraft copy(EpisodeDraft draft) {
        EpisodeDraft copy = new EpisodeDraft();
        for (int field = 0; field < EpisodeDraft.SCHEMA$.getFields().size(); field++) {
            copy.put(field, draft.get(field));
        }
        return copy;
    }

    private static void apply(EpisodeDraft draft, EpisodeChange change, long now) {
        switch (change) {
            case EpisodeChange.Known(var fact, boolean captured) -> known(draft, fact, captured, now);
            case EpisodeChange.Reworded(var spec) -> describe(draft, spec);
            case EpisodeChange.AttemptBegan(int attempt, Instant from) -> attempt(draft, attempt, from);
            case EpisodeChange.TakenOver(Instant from) -> {
                if (draft.getTakeoverFrom() == 0) {
                    draft.setTakeoverFrom(from.toEpochMilli());
                }
            }
            case EpisodeChange.GivenBack(Instant to) -> giveBack(draft, to);
            case EpisodeChange.Begun(var fact) -> begin(draft, fact, now);
            case EpisodeChange.Seen(var kept, var screen, var same) -> see(draft, kept, screen, same, now);
            case EpisodeChange.Acted(var kept, var same) -> act(draft, kept, same);
            case EpisodeChange.Closing(var end) -> close(draft, end, now);
            case EpisodeChange.Heard(),
                    EpisodeChange.Told(),
                    EpisodeChange.Over _,
                    EpisodeChange.Forgotten(),
                    EpisodeChange.Ignored _ -> {}
        }
    }

    private static void known(EpisodeDraft draft, TaskSubmitted fact, boolean captured, long now) {
        draft.setTaskId(fact.getTaskId());
        draft.setTenant(fact.getTenant());
        draft.setOrigin(Origin.AGENT);
        draft.setSessionId(fact.getSpec().getOptions().getSessionId());
        draft.setStage(captured ? DraftStage.KNOWN : DraftStage.SKIPPED);
        describe(draft, fact.getSpec());
        if (captured && draft.getBeganAt() > 0) {
            open(draft, now);
        }
    }

    private static void describe(EpisodeDraft draft, TaskSpec spec) {
        draft.setTaskDescription(EpisodeText.bounded(spec.getTask()));
        draft.setMode((spec.getMode() == TaskMode.UNKNOWN ? TaskMode.WEB : spec.getMode())
                .name()
                .toLowerCase(Locale.ROOT));
    }

    private static void attempt(EpisodeDraft draft, int attempt, Instant from) {
        List<DraftAttempt> attempts = new ArrayList<>(draft.getAttempts());
        attempts.add(new DraftAttempt(attempt, from.toEpochMilli()));
        draft.setAttempts(attempts.size() > MOST_ATTEMPTS ? attempts.subList(1, attempts.size()) : attempts);
    }

    /** Beyond the most, the last one lasts until now. */
    private static void giveBack(EpisodeDraft draft, Instant to) {
        if (draft.getTakeoverFrom() == 0) {
            return;
        }
        List<EpisodeTakeover> takeovers = new ArrayList<>(draft.getTakeovers());
        Instant from = takeovers.size() >= MOST_TAKEOVERS
                ? takeovers.removeLast().getFrom()
                : Instant.ofEpochMilli(draft.getTakeoverFrom());
        takeovers.add(new EpisodeTakeover(from, to));
        draft.setTakeovers(takeovers);
        draft.setTakeoverFrom(0);
    }

    private static void begin(EpisodeDraft draft, RecordingStarted fact, long now) {
        draft.setRecording(true);
        draft.setTenant(fact.getTenant());
        draft.setSessionId(fact.getSessionId());
        draft.setTaskDescription(EpisodeText.bounded(fact.getTaskDescription()));
        draft.setOrigin(fact.getOrigin());
        draft.setOptions(fact.getOptions());
        draft.setScreenWidth(fact.getScreenWidth());
        draft.setScreenHeight(fact.getScreenHeight());
        draft.setRequestedAt(fact.getRequestedAt().toEpochMilli());
        draft.setBeganAt(fact.getOccurredAt().toEpochMilli());
        open(draft, now);
    }

    /** The first frame shows the room, and with it the episode begins. */
    private static void see(
            EpisodeDraft draft,
            KeptFrame kept,
            EpisodeTrigger.@Nullable Screen screen,
            @Nullable KeptFrame same,
            long now) {
        long captured = kept.getFrame().getCapturedAt().toEpochMilli();
        if (draft.getBeganAt() == 0 && screen != null) {
            draft.setBeganAt(captured);
            draft.setScreenWidth(screen.width());
            draft.setScreenHeight(screen.height());
        }
        if (draft.getStage() == DraftStage.KNOWN) {
            open(draft, now);
        } else if (draft.getToldAt() == 0) {
            draft.setToldAt(now);
        }
        draft.setUntold(true);
        if (same != null) {
            draft.setBytes(draft.getBytes()
                    + kept.getFrame().getBytes()
                    - same.getFrame().getBytes());
            draft.setLastSha256(kept.getFrame().getSha256());
            return;
        }
        keep(draft, EpisodePieces.weight(kept.getFrame()));
        if (!kept.getFrame().getSha256().equals(draft.getLastSha256())) {
            draft.setFrames(draft.getFrames() + 1);
            draft.setBytes(draft.getBytes() + kept.getFrame().getBytes());
            draft.setLastSha256(kept.getFrame().getSha256());
        }
    }

    private static void act(EpisodeDraft draft, KeptAction kept, @Nullable KeptAction same) {
        if (same == null) {
            draft.setActions(draft.getActions() + 1);
            draft.setUntold(true);
            keep(draft, EpisodePieces.weight(kept.getAction()));
        }
    }

    private static void keep(EpisodeDraft draft, int weight) {
        draft.setRecords(draft.getRecords() + 1);
        draft.setWeight(draft.getWeight() + weight);
    }

    private static void close(EpisodeDraft draft, EpisodeTrigger.TaskEnded end, long now) {
        draft.setClosingAt(now);
        draft.setEndedAt(end.at().toEpochMilli());
        draft.setOutcome(end.outcome());
        draft.setAnswer(EpisodeText.orNull(end.answer()));
        draft.setSteps(end.steps());
        if (draft.getStage() == DraftStage.KNOWN || draft.getStage() == DraftStage.OPEN) {
            draft.setStage(DraftStage.CLOSING);
        }
    }

    private static void open(EpisodeDraft draft, long now) {
        draft.setStage(DraftStage.OPEN);
        draft.setToldAt(now);
    }

    private static EpisodeDraft ended(String episodeId, @Nullable EpisodeDraft before, long now) {
        return EpisodeDraft.newBuilder()
                .setEpisodeId(episodeId)
                .setStage(DraftStage.ENDED)
                .setRecording(before != null && before.getRecording())
                .setClosingAt(now)
                .setDueAt(before == null ? 0 : before.getDueAt())
                .build();
    }
}
