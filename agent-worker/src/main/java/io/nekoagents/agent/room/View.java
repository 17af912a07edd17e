package io.nekoagents.agent.room;

import java.awt.image.BufferedImage;
import java.time.Instant;

/**
 * What the room showed at a moment.
 *
 * @param sequence grows with each view of a connection
 */
public record View(long sequence, Instant at, BufferedImage image) {}
