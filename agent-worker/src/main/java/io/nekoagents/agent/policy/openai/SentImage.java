package io.nekoagents.agent.policy.openai;

/**
 * An image as the model gets it.
 *
 * @param dataUrl the encoded image as a data URL
 * @param width in pixels
 * @param height in pixels
 */
record SentImage(String dataUrl, int width, int height) {}
