package io.nekoagents.streams.episode;

import io.nekoagents.schema.capture.CaptureOptions;
import io.nekoagents.schema.capture.EpisodeAction;
import io.nekoagents.schema.capture.EpisodeDiscarded;
import io.nekoagents.schema.capture.EpisodeDraft;
import io.nekoagents.schema.capture.EpisodeFailed;
import io.nekoagents.schema.capture.EpisodeFinished;
import io.nekoagents.schema.capture.EpisodeFrame;
import io.nekoagents.schema.capture.EpisodeGrown;
import io.nekoagents.schema.capture.EpisodePart;
import io.nekoagents.schema.capture.EpisodeStarted;
import io.nekoagents.schema.capture.EpisodeSubject;
import io.nekoagents.streams.episode.EpisodeChange.Ending;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** What is told of an episode. Nothing in it but its growth depends on when it was put together. */
record EpisodeFacts(EpisodeDraft draft) {

    static final int MOST_FRAMES = 500;
    static final int MOST_BYTES = 400 * 1024;

    EpisodeStarted started() {
        Instant began = Instant.ofEpochMilli(draft.getBeganAt());
        return new EpisodeStarted(
                draft.getEpisodeId(),
                draft.getTenant(),
                draft.getSessionId(),
                draft.getTaskId(),
                draft.getTaskDescription(),
                draft.getOptions(),
                draft.getScreenWidth(),
                draft.getScreenHeight(),
                draft.getRequestedAt() == 0 ? began : Instant.ofEpochMilli(draft.getRequestedAt()),
                began);
    }

    EpisodeGrown grown(Instant at) {
        return new EpisodeGrown(
                draft.getEpisodeId(), draft.getTenant(), draft.getFrames(), draft.getActions(), draft.getBytes(), at);
    }

    /** Its parts, in their order, and that it is finished; or that there is too little of it. */
    List<SpecificRecord> complete(Ending.Complete ending, EpisodeCut cut, int minFrames) {
        CaptureOptions options = draft.getOptions();
        int least = options == null ? minFrames : options.getMinFrames();
        int frames = cut.frames().size();
        if (frames < least) {
            return List.of(
                    discarded("It has " + frames + (frames == 1 ? " frame, not " : " frames, not ") + least, cut));
        }
        List<SpecificRecord> records = new ArrayList<>(parts(cut));
        records.add(new EpisodeFinished(
                draft.getEpisodeId(),
                draft.getTenant(),
                frames,
                cut.actions().size(),
                cut.bytes(),
                ending.end(),
                records.size(),
                subject(cut),
                cut.end()));
        return records;
    }

    EpisodeDiscarded discarded(String reason, EpisodeCut cut) {
        return new EpisodeDiscarded(
                draft.getEpisodeId(),
                draft.getTenant(),
                reason,
                cut.frames().size(),
                cut.actions().size(),
                cut.end());
    }

    static EpisodeFailed failed(String episodeId, Ending.Failed ending, int frames, int actions) {
        return new EpisodeFailed(
                episodeId, ending.tenant(), ending.code(), ending.message(), frames, actions, ending.at());
    }

    private EpisodeSubject subject(EpisodeCut cut) {
        return new EpisodeSubject(
                draft.getTaskId(),
                draft.getSessionId(),
                draft.getTaskDescription(),
                draft.getMode(),
                draft.getOrigin(),
                draft.getOutcome(),
                draft.getAnswer(),
                draft.getScreenWidth(),
                draft.getScreenHeight(),
                cut.takeovers(),
                Instant.ofEpochMilli(draft.getBeganAt()),
                cut.end());
    }

    /** Frames first, then actions, each part as full as it may be. */
    private List<EpisodePart> parts(EpisodeCut cut) {
        List<EpisodePart> parts = new ArrayList<>();
        EpisodePart open = part(0, cut.end());
        int weight = 0;
        for (EpisodeFrame frame : cut.frames()) {
            int more = EpisodePieces.weight(frame);
            if (open.getFrames().size() >= MOST_FRAMES || full(weight, more)) {
                parts.add(open);
                open = part(parts.size(), cut.end());
                weight = 0;
            }
            open.getFrames().add(frame);
            weight += more;
        }
        for (EpisodeAction action : cut.actions()) {
            int more = EpisodePieces.weight(action);
            if (full(weight, more)) {
                parts.add(open);
                open = part(parts.size(), cut.end());
                weight = 0;
            }
            open.getActions().add(action);
            weight += more;
        }
        parts.add(open);
        return parts;
    }

    private static boolean full(int weight, int more) {
        return weight > 0 && weight + more > MOST_BYTES;
    }

    private EpisodePart part(int number, Instant at) {
        return new EpisodePart(
                draft.getEpisodeId(), draft.getTenant(), number, new ArrayList<>(), new ArrayList<>(), at);
    }
}
