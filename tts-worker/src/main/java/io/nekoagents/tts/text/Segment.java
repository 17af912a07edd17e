package io.nekoagents.tts.text;

/**
 * What is synthesised in one go.
 *
 * @param text as it is spoken, never blank
 * @param from UTF-16 code units of the request's text before it
 * @param to where the next one begins
 */
public record Segment(String text, int from, int to) {}
