package io.nekoagents.agent.action;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds actions in a model's words: Python or JSON maps with the keys action, value and position, one or several, whatever
 * stands around them.
 */
public final class ActionParser {

    private static final Pattern THOUGHTS = Pattern.compile("(?s)<think>.*?(?:</think>|$)");

    private final Coordinates coordinates;

    public ActionParser(Coordinates coordinates) {
        this.coordinates = coordinates;
    }

    /**
     * Reads the words said about an image.
     *
     * @param width of the image as the model saw it, in pixels
     * @param height of it, in pixels
     */
    public ParseResult parse(String words, int width, int height) {
        String text = THOUGHTS.matcher(words).replaceAll("");
        List<Action> actions = new ArrayList<>();
        String problem = "no map with the key 'action' in it";
        int from = text.indexOf('{');
        while (from >= 0) {
            LiteralReader reader = new LiteralReader(text, from);
            try {
                action(reader.read(), width, height).ifPresent(actions::add);
                from = text.indexOf('{', reader.end());
            } catch (UnreadableActionException e) {
                problem = String.valueOf(e.getMessage());
                // What follows a gap may depend on what is missing.
                from = actions.isEmpty() ? text.indexOf('{', from + 1) : -1;
            }
        }
        return actions.isEmpty() ? new ParseResult.Unreadable(problem) : new ParseResult.Parsed(actions);
    }

    /** Empty if it is something else altogether. */
    private Optional<Action> action(@Nullable Object literal, int width, int height) throws UnreadableActionException {
        if (!(literal instanceof Map<?, ?> map) || !(map.get("action") instanceof String name)) {
            return Optional.empty();
        }
        List<Point> positions = positions(map, width, height);
        Optional<String> value = value(map.get("value"));
        Optional<Action> action = ActionJson.read(meant(name, value, positions), value, positions);
        if (action.isEmpty()) {
            throw new UnreadableActionException("there is no action " + name + " with "
                    + value.map(text -> "the value '" + text + "'").orElse("no value") + " and " + positions.size()
                    + " positions");
        }
        return action;
    }

    /** Models leave the value out where the point says it all. */
    private static String meant(String name, Optional<String> value, List<Point> positions) {
        String plain = name.strip().toUpperCase(Locale.ROOT).replace(' ', '_');
        if (value.isPresent()) {
            return plain;
        }
        return switch (plain) {
            case "SELECT" -> positions.isEmpty() ? plain : "CLICK";
            case "ANSWER" -> "DONE";
            default -> plain;
        };
    }

    private List<Point> positions(Map<?, ?> map, int width, int height) throws UnreadableActionException {
        List<Double> numbers = new ArrayList<>();
        collect(map.containsKey("position") ? map.get("position") : map.get("positions"), numbers);
        if (numbers.size() % 2 != 0 || numbers.size() > 4) {
            throw new UnreadableActionException("a position has two numbers, not " + numbers.size());
        }
        List<Point> positions = new ArrayList<>();
        for (int i = 0; i < numbers.size(); i += 2) {
            positions.add(coordinates.point(numbers.get(i), numbers.get(i + 1), width, height));
        }
        return positions;
    }

    private static void collect(@Nullable Object place, List<Double> numbers) throws UnreadableActionException {
        switch (place) {
            case null -> {}
            case Double number -> numbers.add(number);
            case List<?> list -> {
                for (Object item : list) {
                    collect(item, numbers);
                }
            }
            case String text -> collect(numbers(text), numbers);
            default -> throw new UnreadableActionException("'" + place + "' is no position");
        }
    }

    /** Models put a position in quotes at times. */
    private static @Nullable Object numbers(String text) throws UnreadableActionException {
        if (text.chars().anyMatch(Character::isLetter) || text.indexOf('"') >= 0 || text.indexOf('\'') >= 0) {
            throw new UnreadableActionException("'" + text + "' is no position");
        }
        return new LiteralReader("[" + text + "]", 0).read();
    }

    private static Optional<String> value(@Nullable Object value) {
        return switch (value) {
            case null -> Optional.empty();
            case String text -> Optional.of(text);
            case Double number
            when number == Math.rint(number) && Math.abs(number) < 1e15 ->
                Optional.of(Long.toString(number.longValue()));
            case List<?> list when list.size() == 1 -> value(list.getFirst());
            default -> Optional.of(value.toString());
        };
    }
}
