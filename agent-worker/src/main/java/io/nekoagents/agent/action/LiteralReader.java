package io.nekoagents.agent.action;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a Python or JSON literal that stands somewhere in a text: maps, lists, tuples, strings, numbers and bare words. A
 * quote inside a string need not be escaped: it ends the string only where the literal can go on behind it.
 */
final class LiteralReader {

    private static final Pattern AFTER_KEY = Pattern.compile("\\s*:");
    private static final Pattern AFTER_VALUE = Pattern.compile("\\s*(?:$|\\}|,\\s*(?:\\}|['\"]?\\w+['\"]?\\s*:))");
    private static final Pattern AFTER_ITEM = Pattern.compile("\\s*[,\\])]");
    private static final Pattern ANYTHING = Pattern.compile("");
    private static final Pattern NUMBER = Pattern.compile("[-+]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?");
    private static final Pattern WORD = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");
    private static final int MAX_DEPTH = 16;

    private final String text;
    private int at;
    private int depth;

    LiteralReader(String text, int start) {
        this.text = text;
        this.at = start;
    }

    /** Where the text behind the literal begins. */
    int end() {
        return at;
    }

    /** A map, list, string, Double, Boolean or null. */
    @Nullable
    Object read() throws UnreadableActionException {
        return value(ANYTHING);
    }

    private @Nullable Object value(Pattern behindString) throws UnreadableActionException {
        skipSpace();
        if (++depth > MAX_DEPTH) {
            throw new UnreadableActionException("nested too deeply");
        }
        char first = peek();
        Object value = switch (first) {
            case '{' -> map();
            case '[' -> list(']');
            case '(' -> list(')');
            case '\'', '"' -> string(first, behindString);
            default -> numberOrWord();
        };
        depth--;
        return value;
    }

    private Map<String, @Nullable Object> map() throws UnreadableActionException {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        at++;
        while (!closes('}')) {
            String key = String.valueOf(value(AFTER_KEY));
            expect(':');
            map.put(key.strip().toLowerCase(Locale.ROOT), value(AFTER_VALUE));
            separator('}');
        }
        return map;
    }

    private List<@Nullable Object> list(char closing) throws UnreadableActionException {
        List<@Nullable Object> list = new ArrayList<>();
        at++;
        while (!closes(closing)) {
            list.add(value(AFTER_ITEM));
            separator(closing);
        }
        return list;
    }

    private String string(char quote, Pattern behind) throws UnreadableActionException {
        StringBuilder read = new StringBuilder();
        for (int i = at + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                i = escape(i + 1, read);
            } else if (c == quote && follows(behind, i + 1)) {
                at = i + 1;
                return read.toString();
            } else {
                read.append(c);
            }
        }
        throw new UnreadableActionException("a string is not closed");
    }

    /** Appends what the escape at the index means; the index of its last character. */
    private int escape(int index, StringBuilder read) {
        char c = text.charAt(index);
        switch (c) {
            case 'n' -> read.append('\n');
            case 't' -> read.append('\t');
            case 'r' -> read.append('\r');
            case 'u' -> {
                return hex(index, 4, read);
            }
            case 'x' -> {
                return hex(index, 2, read);
            }
            case '\\', '\'', '"', '/' -> read.append(c);
            default -> read.append('\\').append(c);
        }
        return index;
    }

    private int hex(int index, int digits, StringBuilder read) {
        int end = index + 1 + digits;
        if (end <= text.length() && text.substring(index + 1, end).matches("\\p{XDigit}+")) {
            read.append((char) Integer.parseInt(text, index + 1, end, 16));
            return end - 1;
        }
        read.append('\\').append(text.charAt(index));
        return index;
    }

    private @Nullable Object numberOrWord() throws UnreadableActionException {
        Matcher number = NUMBER.matcher(text).region(at, text.length());
        if (number.lookingAt()) {
            at = number.end();
            return Double.valueOf(number.group());
        }
        Matcher word = WORD.matcher(text).region(at, text.length());
        if (!word.lookingAt()) {
            throw new UnreadableActionException("unexpected '" + peek() + "'");
        }
        at = word.end();
        return switch (word.group()) {
            case "None", "null" -> null;
            case "True", "true" -> true;
            case "False", "false" -> false;
            default -> word.group();
        };
    }

    private boolean follows(Pattern behind, int index) {
        return behind.matcher(text).region(index, text.length()).lookingAt();
    }

    private boolean closes(char closing) throws UnreadableActionException {
        skipSpace();
        if (peek() != closing) {
            return false;
        }
        at++;
        return true;
    }

    private void separator(char closing) throws UnreadableActionException {
        skipSpace();
        if (peek() == ',') {
            at++;
        } else if (peek() != closing) {
            throw new UnreadableActionException("expected ',' or '" + closing + "' but found '" + peek() + "'");
        }
    }

    private void expect(char wanted) throws UnreadableActionException {
        skipSpace();
        if (peek() != wanted) {
            throw new UnreadableActionException("expected '" + wanted + "' but found '" + peek() + "'");
        }
        at++;
    }

    private char peek() throws UnreadableActionException {
        if (at >= text.length()) {
            throw new UnreadableActionException("the text ends too early");
        }
        return text.charAt(at);
    }

    private void skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }
}
