package io.nekoagents.agent.action;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Actions as Python dictionaries, the form that ShowUI was trained to read and write. */
public final class PythonLiteral {

    private PythonLiteral() {}

    /** E.g. {@code {'action': 'CLICK', 'value': None, 'position': [0.49, 0.42]}}. */
    public static String of(Action action) {
        String value = ActionJson.valueOf(action).map(PythonLiteral::quoted).orElse("None");
        return "{'action': '" + ActionJson.nameOf(action) + "', 'value': " + value + ", 'position': "
                + position(ActionJson.positionsOf(action)) + "}";
    }

    private static String position(List<Point> points) {
        return switch (points.size()) {
            case 0 -> "None";
            case 1 -> pair(points.getFirst());
            default -> points.stream().map(PythonLiteral::pair).collect(Collectors.joining(", ", "[", "]"));
        };
    }

    /** Two decimals, as in training. */
    private static String pair(Point point) {
        return String.format(Locale.ROOT, "[%.2f, %.2f]", point.x(), point.y());
    }

    /** As Python quotes: in double quotes where only they save escapes. */
    private static String quoted(String text) {
        String escaped = text.replace("\\", "\\\\")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\t", "\\t");
        return text.indexOf('\'') >= 0 && text.indexOf('"') < 0
                ? '"' + escaped + '"'
                : '\'' + escaped.replace("'", "\\'") + '\'';
    }
}
