package io.nekoagents.agent.policy.ocr;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One look at the screen of a task.
 *
 * @param step the task's next at that time
 * @param since the last action
 * @param earlier what the look before saw, if nothing was done in between
 * @param acted what was seen when the last action was chosen
 * @param passed instructions that turned out to have nothing left to do at this step
 */
record Look(
        int step,
        Pixels frame,
        Duration since,
        @Nullable Earlier earlier,
        @Nullable Pixels acted,
        int passed) {

    /** A caret, a clock and the noise of video coding change less, in pixels. */
    private static final int STILL = 450;

    private static final int SHADES = 32;

    /** @param since the last action */
    record Earlier(Pixels frame, Duration since) {}

    /** The first look of all. */
    static Look first(int step, Pixels frame, Duration since) {
        return new Look(step, frame, since, null, null, 0);
    }

    /** The look after this one. */
    Look then(int nextStep, Pixels seen, Duration sinceThen) {
        if (nextStep == step) {
            return new Look(step, seen, sinceThen, new Earlier(frame, since), acted, passed);
        }
        return new Look(nextStep, seen, sinceThen, null, nextStep == step + 1 ? frame : null, 0);
    }

    Look passing(int instructions) {
        return new Look(step, frame, since, earlier, acted, instructions);
    }

    /** Whether the last action is known to have changed nothing to speak of. */
    boolean unmoved() {
        return acted != null && alike(acted, frame);
    }

    static boolean alike(Pixels one, Pixels other) {
        return one.sameSize(other) && one.changed(other, new Box(0, 0, one.width(), one.height()), SHADES) <= STILL;
    }
}
