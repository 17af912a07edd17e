package io.nekoagents.agent.policy;

import io.nekoagents.agent.action.ActionSpace;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a policy knows besides the frame.
 *
 * @param task in plain words
 * @param step ordinal of the action to decide on, from 1
 * @param refinementSteps how often the policy may look again at a crop
 * @param history every action of the task so far, earlier runs included
 * @param sinceLastAction how long ago the last action was taken, or the run began
 * @param clipboard the room's clipboard, where the last action copied something to it
 */
public record StepContext(
        String task,
        ActionSpace space,
        int step,
        int maxSteps,
        int refinementSteps,
        List<PastAction> history,
        Duration sinceLastAction,
        Optional<String> clipboard) {

    public StepContext {
        history = List.copyOf(history);
    }
}
