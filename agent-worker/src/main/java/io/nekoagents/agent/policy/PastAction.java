package io.nekoagents.agent.policy;

import io.nekoagents.agent.action.Action;
import java.time.Instant;

/**
 * An action that was taken.
 *
 * @param step 1 for the task's first
 * @param reason the policy's own words when it chose it
 */
public record PastAction(int step, Action action, String reason, Instant at) {}
