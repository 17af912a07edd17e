package io.nekoagents.capture.mds;

import java.math.BigInteger;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON to the byte as Python's {@code json.dumps} has it by default: a space behind each comma and colon, all that is
 * not ASCII escaped. The order of keys is that of the map, so a map that has none makes shards that differ.
 */
final class PythonJson {

    private static final int MAX_DEPTH = 500;
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final StringBuilder out = new StringBuilder();

    private PythonJson() {}

    /** Throws {@link IllegalArgumentException} for what is not a map, list, string, number, boolean or null. */
    static String write(@Nullable Object value) {
        PythonJson json = new PythonJson();
        json.value(value, 0);
        return json.out.toString();
    }

    static @Nullable Object read(String text) {
        try {
            return MAPPER.readValue(text, Object.class);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private void value(@Nullable Object value, int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException("must not be nested deeper than " + MAX_DEPTH);
        }
        switch (value) {
            case null -> out.append("null");
            case String text -> string(text);
            case Boolean truth -> out.append(truth);
            case Double number -> real(number);
            case Float number -> real(number);
            case Byte number -> out.append(number);
            case Short number -> out.append(number);
            case Integer number -> out.append(number);
            case Long number -> out.append(number);
            case BigInteger number -> out.append(number);
            case Map<?, ?> map -> object(map, depth);
            case List<?> list -> array(list, depth);
            default -> throw Values.wrong(value, "a Map, List, String, whole or real number, Boolean or null");
        }
    }

    private void object(Map<?, ?> map, int depth) {
        out.append('{');
        String comma = "";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!(entry.getKey() instanceof String key)) {
                throw Values.wrong(entry.getKey(), "a String where it is a key");
            }
            out.append(comma);
            string(key);
            out.append(": ");
            value(entry.getValue(), depth + 1);
            comma = ", ";
        }
        out.append('}');
    }

    private void array(List<?> list, int depth) {
        out.append('[');
        for (Iterator<?> values = list.iterator(); values.hasNext(); ) {
            value(values.next(), depth + 1);
            out.append(values.hasNext() ? ", " : "");
        }
        out.append(']');
    }

    private void real(double number) {
        if (Double.isNaN(number)) {
            out.append("NaN");
        } else if (Double.isInfinite(number)) {
            out.append(number > 0 ? "Infinity" : "-Infinity");
        } else {
            out.append(PythonFloat.repr(number));
        }
    }

    private void string(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\f' -> out.append("\\f");
                case '\b' -> out.append("\\b");
                default -> {
                    if (c >= ' ' && c <= '~') {
                        out.append(c);
                    } else {
                        out.append("\\u%04x".formatted((int) c));
                    }
                }
            }
        }
        out.append('"');
    }
}
