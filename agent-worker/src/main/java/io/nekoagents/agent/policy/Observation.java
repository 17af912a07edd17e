package io.nekoagents.agent.policy;

import java.awt.image.BufferedImage;
import java.time.Instant;

/**
 * What the room shows.
 *
 * @param sequence grows from one observation of a run to the next
 */
public record Observation(BufferedImage frame, Instant at, long sequence) {}
