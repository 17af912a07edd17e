package io.nekoagents.agent.policy.ocr;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The letters and digits of a text, in lower case; all its characters but spaces if it has neither.
 *
 * @param places where in the text each of them is
 */
record Letters(String text, String plain, List<Integer> places) {

    Letters {
        places = List.copyOf(places);
    }

    static Letters of(String text) {
        Letters letters = only(text, true);
        return letters.length() > 0 ? letters : only(text, false);
    }

    private static Letters only(String text, boolean alphanumeric) {
        StringBuilder plain = new StringBuilder();
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < text.length(); i++) {
            String simple = Normalizer.normalize(text.substring(i, i + 1), Normalizer.Form.NFKD)
                    .toLowerCase(Locale.ROOT);
            for (int j = 0; j < simple.length(); j++) {
                char c = simple.charAt(j);
                if (alphanumeric ? Character.isLetterOrDigit(c) : !Character.isWhitespace(c)) {
                    places.add(i);
                    plain.append(c);
                }
            }
        }
        return new Letters(text, plain.toString(), places);
    }

    int length() {
        return plain.length();
    }

    int start(int at) {
        return places.get(at);
    }

    int end(int behind) {
        return places.get(behind - 1) + 1;
    }

    boolean startsAndEndsWords(int from, int to) {
        return boundary(start(from)) && boundary(end(to));
    }

    /** Whether more digits of a number go on before or behind a part. */
    boolean cutsNumber(int from, int to) {
        return inNumber(start(from)) || inNumber(end(to));
    }

    private boolean inNumber(int at) {
        return at > 0
                && at < text.length()
                && Character.isDigit(text.charAt(at - 1))
                && Character.isDigit(text.charAt(at));
    }

    /** Reading loses spaces; a capital behind a small letter betrays one. */
    private boolean boundary(int at) {
        if (at == 0 || at == text.length()) {
            return true;
        }
        char before = text.charAt(at - 1);
        char after = text.charAt(at);
        return !Character.isLetterOrDigit(before)
                || !Character.isLetterOrDigit(after)
                || (Character.isLowerCase(before) && Character.isUpperCase(after))
                || Character.isDigit(before) != Character.isDigit(after);
    }
}
