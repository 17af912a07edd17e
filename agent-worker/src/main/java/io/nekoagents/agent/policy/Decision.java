package io.nekoagents.agent.policy;

import io.nekoagents.agent.action.Action;
import io.nekoagents.agent.action.Point;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a policy wants. */
public sealed interface Decision {

    /**
     * Do this.
     *
     * @param reason why, for a person
     * @param rawOutput the model's own words, where there is a model
     * @param refinements points proposed on successive crops, in coordinates of the screen
     */
    record Act(Action action, String reason, Optional<String> rawOutput, List<Point> refinements) implements Decision {

        public Act {
            refinements = List.copyOf(refinements);
        }
    }

    /** The task is done. */
    record Finish(Optional<String> answer) implements Decision {}

    /** Look again after a while. */
    record Wait(Duration rest, String reason) implements Decision {}

    /**
     * The task cannot be done.
     *
     * @param code stable, in snake_case, e.g. {@code target_not_found}
     * @param message for a person: what could not be done
     */
    record GiveUp(String code, String message) implements Decision {}
}
