package io.nekoagents.schema.topic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A generated class's schema as other languages see it: without the properties that only Avro's Java binding reads.
 */
final class RegisteredSchema {

    private final Map<String, Schema> named = new HashMap<>();

    private RegisteredSchema() {}

    static Schema of(Schema generated) {
        return new RegisteredSchema().copy(generated);
    }

    private Schema copy(Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> record(schema);
            case UNION ->
                Schema.createUnion(schema.getTypes().stream().map(this::copy).toList());
            case ARRAY -> Schema.createArray(copy(schema.getElementType()));
            case MAP -> Schema.createMap(copy(schema.getValueType()));
            case STRING -> Schema.create(Schema.Type.STRING);
            case ENUM, FIXED, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> schema;
        };
    }

    private Schema record(Schema schema) {
        Schema known = named.get(schema.getFullName());
        if (known != null) {
            return known;
        }
        Schema copy = Schema.createRecord(schema.getName(), schema.getDoc(), schema.getNamespace(), false);
        named.put(schema.getFullName(), copy);
        List<Schema.Field> fields = new ArrayList<>();
        for (Schema.Field field : schema.getFields()) {
            fields.add(new Schema.Field(field.name(), copy(field.schema()), field.doc(), defaultOf(field)));
        }
        copy.setFields(fields);
        return copy;
    }

    private static @Nullable Object defaultOf(Schema.Field field) {
        Object value = field.hasDefaultValue() ? field.defaultVal() : null;
        if (value instanceof Long number && number == number.intValue()) {
            return number.intValue(); // as JSON is read: otherwise the schema differs from what it was written as
        }
        return JsonProperties.NULL_VALUE.equals(value) ? Schema.Field.NULL_DEFAULT_VALUE : value;
    }
}
