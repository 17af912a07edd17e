package io.nekoagents.capture.sample;

import io.nekoagents.schema.capture.EpisodeAction;
import io.nekoagents.schema.capture.EpisodeFrame;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * When frames and actions were, in microseconds, such that whoever takes for an action the last frame at or before its time
 * gets the frame that it was decided on. That is the frame it names, and else the last one before it was planned.
 *
 * @param frames times of the frames, each later than the one before
 * @param actions those that have a frame
 * @param unpaired those that were planned before there was any frame: to show one that came later would be to show their
 *     effect
 */
record Timeline(List<Long> frames, List<Paired> actions, List<EpisodeAction> unpaired) {

    /**
     * An action.
     *
     * @param at its time
     * @param frame index of the frame that it was decided on
     */
    record Paired(long at, int frame, EpisodeAction action) {}

    static Timeline of(List<EpisodeFrame> frames, List<EpisodeAction> actions) {
        List<Long> times = new ArrayList<>();
        Map<String, Integer> named = new HashMap<>();
        long last = Long.MIN_VALUE;
        for (EpisodeFrame frame : frames) {
            last = Math.max(micros(frame.getCapturedAt()), last + 1);
            named.put(frame.getFrameId(), times.size());
            times.add(last);
        }
        List<Paired> paired = new ArrayList<>();
        List<EpisodeAction> unpaired = new ArrayList<>();
        for (EpisodeAction action : actions) {
            long planned = micros(action.getPlannedAt());
            Integer frame = action.getFrameId() == null ? null : named.get(action.getFrameId());
            int index = frame == null ? lastAt(times, planned) : frame;
            if (index < 0) {
                unpaired.add(action);
            } else {
                paired.add(new Paired(within(times, index, planned), index, action));
            }
        }
        return new Timeline(List.copyOf(times), List.copyOf(paired), List.copyOf(unpaired));
    }

    /** The time nearest to the one given at which the frame is the last. */
    private static long within(List<Long> times, int frame, long planned) {
        long most = frame + 1 < times.size() ? times.get(frame + 1) - 1 : Long.MAX_VALUE;
        return Math.clamp(planned, times.get(frame), most);
    }

    private static int lastAt(List<Long> times, long at) {
        int index = times.size() - 1;
        while (index >= 0 && times.get(index) > at) {
            index--;
        }
        return index;
    }

    private static long micros(Instant time) {
        return time.getEpochSecond() * 1_000_000 + time.getNano() / 1_000;
    }
}
