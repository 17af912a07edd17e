package io.nekoagents.streams.episode;

import io.nekoagents.schema.capture.EpisodeDraft;
import io.nekoagents.schema.capture.KeptAction;
import io.nekoagents.schema.capture.KeptFrame;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Keeps open episodes in memory. */
final class MemoryStore implements EpisodeStore {

    private final Map<String, EpisodeDraft> drafts = new HashMap<>();
    private final Map<String, Kept> kept = new HashMap<>();
    private final TreeSet<Due> due = new TreeSet<>(Comparator.comparing(Due::at).thenComparing(Due::episodeId));

    private record Due(Instant at, String episodeId) {}

    private record Kept(Map<String, KeptFrame> frames, Map<String, KeptAction> actions) implements Pieces {

        @Override
        public @Nullable KeptFrame frame(String frameId) {
            return frames.get(frameId);
        }

        @Override
        public @Nullable KeptAction action(String actionId) {
            return actions.get(actionId);
        }
    }

    boolean isEmpty() {
        return drafts.isEmpty() && kept.isEmpty() && due.isEmpty();
    }

    @Override
    public @Nullable EpisodeDraft draft(String episodeId) {
        return drafts.get(episodeId);
    }

    @Override
    public void put(EpisodeDraft draft) {
        drafts.put(draft.getEpisodeId(), draft);
    }

    @Override
    public void delete(String episodeId) {
        drafts.remove(episodeId);
    }

    @Override
    public Pieces pieces(String episodeId) {
        Kept of = kept.get(episodeId);
        return of == null ? new Kept(Map.of(), Map.of()) : of;
    }

    @Override
    public void put(String episodeId, KeptFrame frame) {
        of(episodeId).frames().put(frame.getFrame().getFrameId(), frame);
    }

    @Override
    public void put(String episodeId, KeptAction action) {
        of(episodeId).actions().put(action.getActionId(), action);
    }

    private Kept of(String episodeId) {
        return kept.computeIfAbsent(episodeId, _ -> new Kept(new LinkedHashMap<>(), new LinkedHashMap<>()));
    }

    @Override
    public List<KeptFrame> frames(String episodeId) {
        Kept of = kept.get(episodeId);
        return of == null ? List.of() : List.copyOf(of.frames().values());
    }

    @Override
    public List<KeptAction> actions(String episodeId) {
        Kept of = kept.get(episodeId);
        return of == null ? List.of() : List.copyOf(of.actions().values());
    }

    @Override
    public void clear(String episodeId) {
        kept.remove(episodeId);
    }

    @Override
    public void move(String episodeId, Optional<Instant> from, Optional<Instant> to) {
        from.ifPresent(at -> due.remove(new Due(at, episodeId)));
        to.ifPresent(at -> due.add(new Due(at, episodeId)));
    }

    @Override
    public List<String> due(Instant now, int most) {
        return due.stream()
                .takeWhile(each -> !each.at().isAfter(now))
                .limit(most)
                .map(Due::episodeId)
                .toList();
    }
}
