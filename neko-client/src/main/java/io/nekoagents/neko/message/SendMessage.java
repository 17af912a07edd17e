package io.nekoagents.neko.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Bodies that the room passes on unread. The room fills in the sender. */
public sealed interface SendMessage extends NekoMessage {

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Unicast(
            @Nullable String sender,
            String receiver,
            String subject,
            @Nullable JsonNode body) implements SendMessage {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Broadcast(
            @Nullable String sender,
            String subject,
            @Nullable JsonNode body) implements SendMessage {}
}
