/**
 * Carries out plain instructions by reading the screen: finds lines of text with two small neural networks, finds the
 * buttons and fields around them, and takes the instructions one by one. Knows nothing of any site.
 */
@NullMarked
package io.nekoagents.agent.policy.ocr;

import org.jspecify.annotations.NullMarked;
