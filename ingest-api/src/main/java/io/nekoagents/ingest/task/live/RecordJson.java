package io.nekoagents.ingest.task.live;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A record of the log as JSON: its own field names, moments in ISO form, enum symbols in lower case. */
final class RecordJson {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private RecordJson() {}

    static ObjectNode of(SpecificRecord from) {
        ObjectNode json = JSON.objectNode();
        for (Schema.Field field : from.getSchema().getFields()) {
            json.set(field.name(), value(from.get(field.pos())));
        }
        return json;
    }

    /** The name of an event of this record, e.g. {@code task_started}. */
    static String name(SpecificRecord of) {
        return of.getSchema().getName().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }

    private static JsonNode value(@Nullable Object value) {
        return switch (value) {
            case null -> JSON.nullNode();
            case SpecificRecord inner -> of(inner);
            case List<?> items -> array(items);
            case Instant moment -> JSON.stringNode(moment.toString());
            case Enum<?> symbol -> JSON.stringNode(symbol.name().toLowerCase(Locale.ROOT));
            case Integer number -> JSON.numberNode(number);
            case Long number -> JSON.numberNode(number);
            case Double number -> JSON.numberNode(number);
            case Boolean flag -> JSON.booleanNode(flag);
            default -> JSON.stringNode(value.toString());
        };
    }

    private static ArrayNode array(List<?> items) {
        ArrayNode array = JSON.arrayNode();
        items.forEach(item -> array.add(value(item)));
        return array;
    }
}
