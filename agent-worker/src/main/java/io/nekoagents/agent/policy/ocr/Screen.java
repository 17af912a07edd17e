package io.nekoagents.agent.policy.ocr;

import java.util.List;

/**
 * A frame and what is written on it.
 *
 * @param lines from top to bottom
 */
record Screen(Pixels frame, List<TextLine> lines) {}
