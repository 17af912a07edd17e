package io.nekoagents.agent.policy.ocr;

/**
 * A wanted text that was found on the screen.
 *
 * @param line the line it stands in
 * @param box the part of the line that it is
 */
record Target(TextLine line, Box box, double score) {}
