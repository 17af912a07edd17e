package io.nekoagents.agent.action;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Actions as the original agent writes them: an object with the keys {@code action}, {@code value} and {@code position},
 * which is null, a point, or two points.
 */
public final class ActionJson {

    private static final JsonMapper JSON = JsonMapper.shared();

    private ActionJson() {}

    /** The action's name, such as {@code CLICK}. */
    public static String nameOf(Action action) {
        return switch (action) {
            case Action.Click _ -> "CLICK";
            case Action.Input _ -> "INPUT";
            case Action.Select _ -> "SELECT";
            case Action.Hover _ -> "HOVER";
            case Action.Answer _ -> "ANSWER";
            case Action.Enter _ -> "ENTER";
            case Action.Scroll _ -> "SCROLL";
            case Action.SelectText _ -> "SELECT_TEXT";
            case Action.Copy _ -> "COPY";
            case Action.Swipe _ -> "SWIPE";
            case Action.Tap _ -> "TAP";
            case Action.Open _ -> "OPEN";
            case Action.Press _ -> "PRESS";
            case Action.Done _ -> "DONE";
        };
    }

    /** The action's text, direction, key or address. */
    public static Optional<String> valueOf(Action action) {
        return switch (action) {
            case Action.Input(String text, var _) -> Optional.of(text);
            case Action.Select(String value, var _) -> Optional.of(value);
            case Action.Answer(String text) -> Optional.of(text);
            case Action.Scroll(Direction direction) -> Optional.of(direction.name());
            case Action.Open(URI address) -> Optional.of(address.toString());
            case Action.Press(String key) -> Optional.of(key);
            case Action.Click _,
                    Action.Hover _,
                    Action.Enter _,
                    Action.SelectText _,
                    Action.Copy _,
                    Action.Swipe _,
                    Action.Tap _,
                    Action.Done _ -> Optional.empty();
        };
    }

    /** None, one, or two points. */
    public static List<Point> positionsOf(Action action) {
        return switch (action) {
            case Action.Click(Point at) -> List.of(at);
            case Action.Hover(Point at) -> List.of(at);
            case Action.Tap(Point at) -> List.of(at);
            case Action.Input(var _, Optional<Point> at) -> at.stream().toList();
            case Action.Select(var _, Optional<Point> at) -> at.stream().toList();
            case Action.SelectText(Point from, Point to) -> List.of(from, to);
            case Action.Swipe(Point from, Point to) -> List.of(from, to);
            case Action.Answer _,
                    Action.Enter _,
                    Action.Scroll _,
                    Action.Copy _,
                    Action.Open _,
                    Action.Press _,
                    Action.Done _ -> List.of();
        };
    }

    public static String write(Action action) {
        ObjectNode json = JSON.createObjectNode().put("action", nameOf(action));
        json.put("value", valueOf(action).orElse(null));
        List<Point> positions = positionsOf(action);
        switch (positions.size()) {
            case 0 -> json.putNull("position");
            case 1 -> add(json.putArray("position"), positions.getFirst());
            default -> {
                ArrayNode pair = json.putArray("position");
                positions.forEach(point -> add(pair.addArray(), point));
            }
        }
        return json.toString();
    }

    private static void add(ArrayNode array, Point point) {
        array.add(point.x()).add(point.y());
    }

    /** Puts an action together again; empty if the parts do not make one. */
    public static Optional<Action> read(String name, Optional<String> value, List<Point> positions) {
        Optional<Point> first = positions.stream().findFirst();
        return switch (name.strip().toUpperCase(Locale.ROOT)) {
            case "CLICK" -> first.map(Action.Click::new);
            case "HOVER" -> first.map(Action.Hover::new);
            case "TAP" -> first.map(Action.Tap::new);
            case "INPUT" -> value.map(text -> new Action.Input(text, first));
            case "SELECT" -> value.map(text -> new Action.Select(text, first));
            case "ANSWER" -> value.map(Action.Answer::new);
            case "ENTER" -> Optional.of(new Action.Enter());
            case "SCROLL" -> value.flatMap(ActionJson::direction).map(Action.Scroll::new);
            case "COPY" -> Optional.of(new Action.Copy());
            case "SELECT_TEXT" ->
                positions.size() == 2
                        ? Optional.of(new Action.SelectText(positions.getFirst(), positions.getLast()))
                        : Optional.empty();
            case "SWIPE" ->
                positions.size() == 2
                        ? Optional.of(new Action.Swipe(positions.getFirst(), positions.getLast()))
                        : Optional.empty();
            case "OPEN" -> value.flatMap(ActionJson::address).map(Action.Open::new);
            case "PRESS" -> value.map(Action.Press::new);
            case "DONE" -> Optional.of(new Action.Done());
            default -> Optional.empty();
        };
    }

    private static Optional<Direction> direction(String name) {
        return switch (name.strip().toUpperCase(Locale.ROOT)) {
            case "UP" -> Optional.of(Direction.UP);
            case "DOWN" -> Optional.of(Direction.DOWN);
            case "LEFT" -> Optional.of(Direction.LEFT);
            case "RIGHT" -> Optional.of(Direction.RIGHT);
            default -> Optional.empty();
        };
    }

    private static Optional<URI> address(String text) {
        try {
            return Optional.of(new URI(text));
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
    }
}
