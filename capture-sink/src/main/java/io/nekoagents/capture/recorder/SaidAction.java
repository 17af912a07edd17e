package io.nekoagents.capture.recorder;

import io.nekoagents.schema.run.Point;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An action as it was told of in chat, as far as it is understood; what is not is still in the text as it was said.
 *
 * @param action its name, empty if it has none
 * @param positions none, one or two, of those on the screen
 */
record SaidAction(String action, @Nullable String value, List<Point> positions) {

    static final int LONGEST = 100_000;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Empty if it is no JSON object, or a very long one. */
    static Optional<SaidAction> parse(String json) {
        try {
            JsonNode object = json.length() > LONGEST ? null : JSON.readTree(json);
            return object == null || !object.isObject() ? Optional.empty() : Optional.of(of(object));
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }

    private static SaidAction of(JsonNode object) {
        JsonNode action = object.path("action");
        JsonNode value = object.path("value");
        return new SaidAction(
                action.isString() ? action.stringValue() : "",
                value.isString()
                        ? value.stringValue()
                        : value.isNumber() || value.isBoolean() ? value.toString() : null,
                positions(object.path("position")));
    }

    private static List<Point> positions(JsonNode position) {
        Optional<Point> one = point(position);
        if (one.isPresent()) {
            return List.of(one.get());
        }
        List<Point> points = position.valueStream()
                .map(SaidAction::point)
                .flatMap(Optional::stream)
                .toList();
        boolean all = position.isArray() && points.size() == position.size() && points.size() <= 2;
        return all ? points : List.of();
    }

    private static Optional<Point> point(JsonNode pair) {
        boolean sound = pair.isArray() && pair.size() == 2 && onScreen(pair.path(0)) && onScreen(pair.path(1));
        return sound
                ? Optional.of(new Point(pair.path(0).doubleValue(), pair.path(1).doubleValue()))
                : Optional.empty();
    }

    private static boolean onScreen(JsonNode part) {
        return part.isNumber() && part.doubleValue() >= 0 && part.doubleValue() <= 1;
    }
}
