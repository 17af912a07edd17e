package io.nekoagents.tts.text;

import java.text.BreakIterator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds, in written text, the parts that are not to be torn apart: words, single CJK characters, tags, addresses. What it says of
 * a part does not depend on how much text follows, unless it says nothing yet.
 */
final class Scanner {

    /** What a part is. */
    enum Kind {
        SPACE,
        NEWLINE,
        WORD,
        /** One character of a script that puts no spaces between words. */
        IDEOGRAPH,
        TAG,
        ADDRESS
    }

    /** A part, and where the next one begins. */
    record Part(Kind kind, int from, int to) {}

    /** Longer runs of one script are broken up, in UTF-16 code units. */
    static final int LONGEST_RUN = 50;

    private static final int LONGEST_TAG = 300;
    private static final int LONGEST_ADDRESS = 2_048;
    /** How far beyond a cut must be seen to know that it is no cut through a character or the beginning of an address. */
    private static final int AHEAD = 16;

    private static final String[] ADDRESS_STARTS = {"https://", "http://", "www."};
    private static final Pattern TAG = Pattern.compile(
            "</?[A-Za-z][\\w:.-]*(?:\\s+[\\w:.-]+\\s*=\\s*(?:\"[^\"<>]*\"|'[^'<>]*'|[^\\s\"'<>=]+))*\\s*/?>"
                    + "|<!--[^<>]*-->|<[!?][^<>]*>");
    private static final String BEHIND_ADDRESS = ".,;:!?)]}'\"”’»";

    private final CharSequence text;
    private final boolean complete;

    /** @param complete whether no more text follows */
    Scanner(CharSequence text, boolean complete) {
        this.text = text;
        this.complete = complete;
    }

    /** The part that begins there; empty if that depends on text to come. */
    Optional<Part> at(int from) {
        if (from >= text.length()) {
            return Optional.empty();
        }
        char first = text.charAt(from);
        if (isNewline(first)) {
            return part(Kind.NEWLINE, from, from + 1);
        }
        if (isSpace(first)) {
            return part(Kind.SPACE, from, from + 1);
        }
        if (first == '<') {
            int end = tagEnd(from);
            if (end != NONE) {
                return end == UNKNOWN ? Optional.empty() : part(Kind.TAG, from, end);
            }
        }
        if (isIdeograph(Character.codePointAt(text, from))) {
            return ideograph(from);
        }
        if (addressBegins(from) == Begins.YES) {
            return address(from);
        }
        return word(from);
    }

    private static final int NONE = -1;
    private static final int UNKNOWN = -2;

    private enum Begins {
        YES,
        NO,
        UNKNOWN
    }

    private static Optional<Part> part(Kind kind, int from, int to) {
        return Optional.of(new Part(kind, from, to));
    }

    private int tagEnd(int from) {
        int limit = Math.min(text.length(), from + LONGEST_TAG);
        if (from + 1 < limit && !opensTag(text.charAt(from + 1))) {
            return NONE;
        }
        for (int i = from + 1; i < limit; i++) {
            char c = text.charAt(i);
            if (c == '<') {
                return NONE;
            }
            if (c == '>') {
                Matcher tag = TAG.matcher(text).region(from, i + 1);
                return tag.matches() ? i + 1 : NONE;
            }
        }
        return complete || limit == from + LONGEST_TAG ? NONE : UNKNOWN;
    }

    private static boolean opensTag(char c) {
        return (c < 128 && Character.isLetter(c)) || c == '/' || c == '!' || c == '?';
    }

    private Optional<Part> ideograph(int from) {
        int to = from + Character.charCount(Character.codePointAt(text, from));
        int marks = to;
        while (marks < text.length() && isMark(Character.codePointAt(text, marks)) && marks - from < AHEAD) {
            marks += Character.charCount(Character.codePointAt(text, marks));
        }
        return certain(marks) ? part(Kind.IDEOGRAPH, from, marks) : Optional.empty();
    }

    /** Whether the character behind it, whole, is there to be looked at. */
    private boolean certain(int end) {
        return complete || end + 1 < text.length();
    }

    private Optional<Part> address(int from) {
        int end = from;
        int limit = Math.min(text.length(), from + LONGEST_ADDRESS);
        while (end < limit && !endsAddress(text.charAt(end))) {
            end++;
        }
        if (end == text.length() && !complete && end < from + LONGEST_ADDRESS) {
            return Optional.empty();
        }
        end = wholeCharacter(from, end);
        while (BEHIND_ADDRESS.indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return part(Kind.ADDRESS, from, end);
    }

    private static boolean endsAddress(char c) {
        return isSpace(c) || isNewline(c) || c == '<' || c == '>' || c == '"' || isIdeograph(c);
    }

    private Optional<Part> word(int from) {
        int limit = Math.min(text.length(), from + LONGEST_RUN);
        for (int i = from; i < limit; i += Character.charCount(Character.codePointAt(text, i))) {
            int c = Character.codePointAt(text, i);
            if (i > from && (isSpace(c) || isNewline(c) || isIdeograph(c))) {
                return part(Kind.WORD, from, i);
            }
            if (i > from && c == '<') {
                int tag = tagEnd(i);
                if (tag != NONE) {
                    return tag == UNKNOWN ? Optional.empty() : part(Kind.WORD, from, i);
                }
            }
            if (i > from && !Character.isLetterOrDigit(text.charAt(i - 1))) {
                switch (addressBegins(i)) {
                    case YES -> {
                        return part(Kind.WORD, from, i);
                    }
                    case UNKNOWN -> {
                        return Optional.empty();
                    }
                    case NO -> {}
                }
            }
        }
        if (complete && limit == text.length()) {
            return part(Kind.WORD, from, limit);
        }
        if (!complete && text.length() < from + LONGEST_RUN + AHEAD) {
            return Optional.empty();
        }
        return part(Kind.WORD, from, wholeCharacter(from, limit));
    }

    private Begins addressBegins(int from) {
        if ("hwHW".indexOf(text.charAt(from)) < 0) {
            return Begins.NO;
        }
        for (String start : ADDRESS_STARTS) {
            int seen = Math.min(start.length(), text.length() - from);
            String there = text.subSequence(from, from + seen).toString().toLowerCase(Locale.ROOT);
            if (there.equals(start)
                    && from + seen < text.length()
                    && Character.isLetterOrDigit(text.charAt(from + seen))) {
                return Begins.YES;
            }
            if (!complete && start.startsWith(there) && from + seen == text.length()) {
                return Begins.UNKNOWN;
            }
        }
        return Begins.NO;
    }

    /** The end moved to the front so that nothing that is seen as one character is cut; where it is, if all of it is one. */
    private int wholeCharacter(int from, int end) {
        if (end >= text.length()) {
            return text.length();
        }
        int ahead = Math.min(text.length(), end + AHEAD);
        BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        characters.setText(text.subSequence(from, ahead).toString());
        int whole = characters.isBoundary(end - from) ? end : from + characters.preceding(end - from);
        if (whole > from) {
            return whole;
        }
        return Character.isLowSurrogate(text.charAt(end)) ? end - 1 : end;
    }

    static boolean isNewline(int c) {
        return c == '\n' || c == 0x2028 || c == 0x2029 || c == 0x85;
    }

    static boolean isSpace(int c) {
        return (Character.isWhitespace(c) || Character.isSpaceChar(c)) && !isNewline(c);
    }

    /** Also the punctuation that goes with it. */
    static boolean isIdeograph(int c) {
        if (c < 0x2E80) {
            return false;
        }
        return Character.isIdeographic(c)
                || (c > 0x3000 && c <= 0x30FF)
                || (c >= 0xFF01 && c <= 0xFF0F)
                || c == 0xFF1A
                || c == 0xFF1B
                || c == 0xFF1F;
    }

    private static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }
}
