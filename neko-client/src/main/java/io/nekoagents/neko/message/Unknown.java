package io.nekoagents.neko.message;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A message this client has no record for, or whose payload has another form than it knows.
 *
 * @param event the event's name, empty if the text was no message at all
 * @param payload what came with it
 */
public record Unknown(String event, JsonNode payload) implements NekoMessage {}
