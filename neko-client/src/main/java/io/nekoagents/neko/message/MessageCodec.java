package io.nekoagents.neko.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Messages to and from the text of one WebSocket frame: {@code {"event": …, "payload": …}}. */
public final class MessageCodec {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .addModule(new SimpleModule()
                    .addSerializer(Instant.class, new InstantWriter())
                    .addDeserializer(Instant.class, new InstantReader()))
            .build();

    private MessageCodec() {}

    /** The mapper for Neko's JSON, shared by what speaks REST. */
    public static ObjectMapper json() {
        return JSON;
    }

    public static String write(NekoMessage message) {
        ObjectNode envelope = JSON.createObjectNode().put("event", message.event());
        JsonNode payload = message instanceof Unknown unknown ? unknown.payload() : JSON.valueToTree(message);
        if (!payload.isNull() && !(payload.isObject() && payload.isEmpty())) {
            envelope.set("payload", payload);
        }
        return envelope.toString();
    }

    /** Never throws: what cannot be understood comes back as {@link Unknown}. */
    public static NekoMessage read(String text) {
        JsonNode envelope = parse(text);
        if (envelope == null || !envelope.path("event").isTextual()) {
            return new Unknown("", envelope == null ? TextNode.valueOf(text) : envelope);
        }
        String event = envelope.path("event").asText();
        JsonNode payload = envelope.path("payload");
        return Events.typeOf(event)
                .map(type -> read(event, type, payload))
                .orElseGet(() -> new Unknown(event, present(payload)));
    }

    private static NekoMessage read(String event, Class<? extends NekoMessage> type, JsonNode payload) {
        JsonNode body = payload.isMissingNode() || payload.isNull() ? JSON.createObjectNode() : payload;
        boolean say = type == ChatMessage.Said.class && !body.has("content");
        try {
            return say ? JSON.treeToValue(body, ChatMessage.Say.class) : JSON.treeToValue(body, type);
        } catch (JsonProcessingException e) {
            return new Unknown(event, present(payload));
        }
    }

    private static @Nullable JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private static JsonNode present(JsonNode payload) {
        return payload.isMissingNode() ? JsonNodeFactory.instance.nullNode() : payload;
    }

    private static final class InstantWriter extends StdScalarSerializer<Instant> {
        InstantWriter() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(value.toString());
        }
    }

    /** Go writes RFC 3339 with the server's offset. */
    private static final class InstantReader extends StdScalarDeserializer<Instant> {
        InstantReader() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser in, DeserializationContext context) throws IOException {
            if (in.currentToken() != JsonToken.VALUE_STRING) {
                return (Instant) context.handleUnexpectedToken(Instant.class, in);
            }
            try {
                return OffsetDateTime.parse(in.getText()).toInstant();
            } catch (DateTimeException e) {
                return (Instant) context.handleWeirdStringValue(Instant.class, in.getText(), "not RFC 3339");
            }
        }
    }
}
