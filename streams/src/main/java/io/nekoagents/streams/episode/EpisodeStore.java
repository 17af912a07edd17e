package io.nekoagents.streams.episode;

import io.nekoagents.schema.capture.EpisodeDraft;
import io.nekoagents.schema.capture.KeptAction;
import io.nekoagents.schema.capture.KeptFrame;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where open episodes are kept. */
interface EpisodeStore {

    @Nullable
    EpisodeDraft draft(String episodeId);

    void put(EpisodeDraft draft);

    /** Deletes the draft; its frames and actions go by {@link #clear}. */
    void delete(String episodeId);

    /** A view of the episode's frames and actions, by their ids. */
    Pieces pieces(String episodeId);

    void put(String episodeId, KeptFrame frame);

    void put(String episodeId, KeptAction action);

    List<KeptFrame> frames(String episodeId);

    List<KeptAction> actions(String episodeId);

    /** Deletes the episode's frames and actions. */
    void clear(String episodeId);

    /** Moves an episode in the index of deadlines. */
    void move(String episodeId, Optional<Instant> from, Optional<Instant> to);

    /** Episodes that are to be looked at, earliest first. */
    List<String> due(Instant now, int most);
}
