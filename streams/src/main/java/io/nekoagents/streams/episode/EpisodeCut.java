package io.nekoagents.streams.episode;

import io.nekoagents.schema.capture.EpisodeAction;
import io.nekoagents.schema.capture.EpisodeDraft;
import io.nekoagents.schema.capture.EpisodeFrame;
import io.nekoagents.schema.capture.EpisodeTakeover;
import io.nekoagents.schema.capture.KeptAction;
import io.nekoagents.schema.capture.KeptFrame;
import io.nekoagents.schema.capture.Origin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What an episode has come to: its frames and actions in their order, whatever order they came in.
 *
 * @param end when it ended: not before the last of them
 */
record EpisodeCut(
        List<EpisodeFrame> frames, List<EpisodeAction> actions, List<EpisodeTakeover> takeovers, Instant end) {

    private static final Comparator<EpisodeFrame> BY_TIME =
            Comparator.comparing(EpisodeFrame::getCapturedAt).thenComparing(EpisodeFrame::getFrameId);

    /** Steps count on over the attempts of a task, whose workers' clocks may differ. */
    private static final Comparator<KeptAction> BY_STEP =
            Comparator.comparingInt(kept -> kept.getAction().getStep());

    private static final Comparator<KeptAction> AS_TOLD = Comparator.comparing(
                    (KeptAction kept) -> kept.getAction().getExecutedAt())
            .thenComparing(BY_STEP)
            .thenComparing(KeptAction::getActionId);

    /** @param ended when it was said to end */
    static EpisodeCut of(
            EpisodeDraft draft, Collection<KeptFrame> frames, Collection<KeptAction> actions, Instant ended) {
        List<EpisodeTakeover> takeovers = takeovers(draft, ended);
        List<EpisodeFrame> ordered = frames.stream()
                .filter(kept -> !EpisodeFence.shutsOut(
                        draft, kept.getAttempt(), kept.getFrame().getCapturedAt()))
                .map(KeptFrame::getFrame)
                .sorted(BY_TIME)
                .toList();
        Map<String, String> standsFor = new HashMap<>();
        List<EpisodeFrame> different = new ArrayList<>();
        for (EpisodeFrame frame : ordered) {
            boolean same =
                    !different.isEmpty() && different.getLast().getSha256().equals(frame.getSha256());
            if (!same) {
                different.add(of(frame, origin(draft, takeovers, frame.getOrigin(), frame.getCapturedAt())));
            }
            standsFor.put(frame.getFrameId(), different.getLast().getFrameId());
        }
        List<KeptAction> done = actions.stream()
                .filter(kept -> !EpisodeFence.shutsOut(
                        draft, kept.getAttempt(), kept.getAction().getExecutedAt()))
                .sorted(draft.getRecording() ? AS_TOLD : BY_STEP)
                .toList();
        List<EpisodeAction> told = new ArrayList<>();
        for (KeptAction each : done) {
            EpisodeAction action = each.getAction();
            String frameId = action.getFrameId();
            told.add(new EpisodeAction(
                    action.getAction(),
                    action.getValue(),
                    action.getPositions(),
                    action.getSaid(),
                    origin(draft, takeovers, action.getOrigin(), action.getPlannedAt()),
                    draft.getRecording() ? told.size() + 1 : action.getStep(),
                    frameId == null ? null : standsFor.get(frameId),
                    action.getReason(),
                    action.getRawOutput(),
                    action.getRefinements(),
                    action.getPlannedAt(),
                    action.getExecutedAt()));
        }
        return new EpisodeCut(different, told, takeovers, last(different, told, ended));
    }

    private static EpisodeFrame of(EpisodeFrame frame, Origin origin) {
        return new EpisodeFrame(
                frame.getFrameId(),
                frame.getUri(),
                frame.getSha256(),
                frame.getBytes(),
                frame.getMediaType(),
                frame.getWidth(),
                frame.getHeight(),
                origin,
                frame.getCapturedAt());
    }

    long bytes() {
        return frames.stream().mapToLong(EpisodeFrame::getBytes).sum();
    }

    private static List<EpisodeTakeover> takeovers(EpisodeDraft draft, Instant ended) {
        Instant began = Instant.ofEpochMilli(draft.getBeganAt());
        Stream<EpisodeTakeover> open = draft.getTakeoverFrom() == 0
                ? Stream.empty()
                : Stream.of(new EpisodeTakeover(Instant.ofEpochMilli(draft.getTakeoverFrom()), ended));
        return Stream.concat(draft.getTakeovers().stream(), open)
                .filter(each -> each.getTo().isAfter(began))
                .toList();
    }

    /** An action that the agent had decided on before it was stopped is the agent's. */
    private static Origin origin(EpisodeDraft draft, List<EpisodeTakeover> takeovers, Origin said, Instant at) {
        if (draft.getRecording()) {
            return said == Origin.UNKNOWN ? draft.getOrigin() : said;
        }
        boolean human = takeovers.stream().anyMatch(each -> !at.isBefore(each.getFrom()) && at.isBefore(each.getTo()));
        return human ? Origin.HUMAN : Origin.AGENT;
    }

    private static Instant last(List<EpisodeFrame> frames, List<EpisodeAction> actions, Instant ended) {
        Instant last = ended;
        if (!frames.isEmpty() && frames.getLast().getCapturedAt().isAfter(last)) {
            last = frames.getLast().getCapturedAt();
        }
        if (!actions.isEmpty() && actions.getLast().getExecutedAt().isAfter(last)) {
            last = actions.getLast().getExecutedAt();
        }
        return last;
    }
}
