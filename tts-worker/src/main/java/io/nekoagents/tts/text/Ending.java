package io.nekoagents.tts.text;

import java.util.Locale;
import java.util.Set;

/** What a text that is followed by a space ends with. */
enum Ending {
    SENTENCE,
    CLAUSE,
    NONE;

    private static final String CLOSING = "\"'”’»)]}*_`」』）】〉》";
    private static final int LONGEST_ABBREVIATION = 12;

    /** With a full stop, and more of the sentence behind it. */
    private static final Set<String> ABBREVIATIONS = Set.of(
            "mr", "mrs", "ms", "dr", "prof", "rev", "hon", "st", "sr", "jr", "gen", "col", "sgt", "capt", "lt", "gov",
            "sen", "rep", "pres", "mt", "ft", "ave", "blvd", "rd", "dept", "est", "approx", "vs", "etc", "al", "cf",
            "ca", "fig", "figs", "eq", "no", "nos", "vol", "vols", "pp", "pg", "ch", "sec", "ed", "eds", "inc", "ltd",
            "co", "corp", "bros", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
            "mon", "tue", "wed", "thu", "fri", "tel", "ext", "min", "max", "incl", "excl", "e.g", "i.e", "a.m", "p.m",
            "u.s", "u.k", "e.u", "ph.d", "b.c", "a.d", "z.b", "bzw", "usw", "nr", "str");
    /** More often a word than an abbreviation before a number. */
    private static final Set<String> WORDS = Set.of("no", "mar", "sat", "sun", "mon");

    /** @param from where the segment begins: nothing before it counts */
    static Ending of(CharSequence text, int from, int to) {
        int end = to;
        while (end > from && CLOSING.indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        if (end == from) {
            return NONE;
        }
        return switch (text.charAt(end - 1)) {
            case '!', '?', '。', '！', '？', '．', '｡', '؟', '।' -> SENTENCE;
            case '.' -> stop(text, from, end);
            case '…' -> CLAUSE;
            case ',', ';', ':', '–', '—', '，', '、', '；', '：', '،', '؛' -> CLAUSE;
            default -> end < to && ")]）".indexOf(text.charAt(end)) >= 0 ? CLAUSE : NONE;
        };
    }

    /** Whether that part of it is nothing but quotes and brackets. */
    static boolean closes(CharSequence text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (CLOSING.indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether the text goes on with what belongs to the ending before it. */
    static boolean continues(CharSequence text, int at) {
        return at < text.length()
                && (CLOSING.indexOf(text.charAt(at)) >= 0 || "。！？，、；：…!?.".indexOf(text.charAt(at)) >= 0);
    }

    private static Ending stop(CharSequence text, int from, int end) {
        if (end - 2 >= from && text.charAt(end - 2) == '.') {
            return CLAUSE; // an ellipsis
        }
        int begin = end - 1;
        while (begin > from && isOfWord(text.charAt(begin - 1)) && end - begin <= LONGEST_ABBREVIATION) {
            begin--;
        }
        String word = text.subSequence(begin, end - 1).toString().toLowerCase(Locale.ROOT);
        boolean initial = word.length() == 1 && Character.isLetter(word.charAt(0)) && !word.equals("i");
        boolean point = word.length() <= 2 && !word.isEmpty() && word.chars().allMatch(Character::isDigit);
        if (point && startsLine(text, from, begin)) {
            return NONE;
        }
        boolean abbreviated = ABBREVIATIONS.contains(word) && !WORDS.contains(word);
        return initial || abbreviated ? NONE : SENTENCE;
    }

    private static boolean isOfWord(char c) {
        return Character.isLetterOrDigit(c) || c == '.';
    }

    /** As the number of a point in a list does. */
    private static boolean startsLine(CharSequence text, int from, int at) {
        for (int i = at - 1; i >= from; i--) {
            if (!Scanner.isSpace(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
