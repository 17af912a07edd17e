package io.nekoagents.capture.sample;

import io.nekoagents.schema.capture.EpisodeAction;
import io.nekoagents.schema.run.Point;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** How actions and times are written. */
final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /** Seconds since 1970, as Python's {@code time.time()}. */
    static BigDecimal seconds(long micros) {
        return BigDecimal.valueOf(micros, 6);
    }

    /** The action as models are to say it. */
    static Map<String, @Nullable Object> action(EpisodeAction action) {
        Map<String, @Nullable Object> said = new LinkedHashMap<>();
        said.put("action", action.getAction());
        said.put("value", action.getValue());
        said.put("position", position(action.getPositions()));
        return said;
    }

    private static @Nullable Object position(List<Point> points) {
        return switch (points.size()) {
            case 0 -> null;
            case 1 -> pair(points.getFirst());
            default -> points.stream().map(Json::pair).toList();
        };
    }

    static List<Double> pair(Point point) {
        return List.of(point.getX(), point.getY());
    }

    /**
     * The very words by which the action was told of or decided, where they are one JSON object: they are trained for as
     * they are.
     */
    static Optional<String> raw(EpisodeAction action) {
        return Optional.ofNullable(action.getSaid())
                .or(() -> Optional.ofNullable(action.getRawOutput()))
                .map(String::strip)
                .filter(Json::isObject);
    }

    private static boolean isObject(String text) {
        try {
            return text.startsWith("{") && MAPPER.readTree(text).isObject();
        } catch (JacksonException _) {
            return false;
        }
    }
}
