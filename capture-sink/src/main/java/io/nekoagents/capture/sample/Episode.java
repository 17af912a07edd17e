package io.nekoagents.capture.sample;

import io.nekoagents.schema.capture.EpisodeAction;
import io.nekoagents.schema.capture.EpisodeFrame;
import io.nekoagents.schema.capture.EpisodeSubject;
import java.util.List;

/** A finished episode, its parts put together. */
public record Episode(
        String id, String tenant, EpisodeSubject subject, List<EpisodeFrame> frames, List<EpisodeAction> actions) {

    public Episode {
        frames = List.copyOf(frames);
        actions = List.copyOf(actions);
    }
}
