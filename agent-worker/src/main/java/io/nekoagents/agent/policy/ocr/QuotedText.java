package io.nekoagents.agent.policy.ocr;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text whose quotations are taken out, so that what they say cannot be mistaken for the words around them.
 *
 * @param text has a numbered mark where a quotation was
 */
record QuotedText(String text, List<String> quotations) {

    /** What stands for a quotation; its group is the number. */
    static final String MARK = "\u0002(\\d+)\u0003";

    private static final Pattern MARKED = Pattern.compile(MARK);
    private static final Pattern QUOTATION = Pattern.compile("\"([^\"]*)\"|“([^”]*)”|„([^“”]*)[“”]|«([^»]*)»"
            + "|‘((?:[^’]|’(?=\\p{L}))*)’|`([^`]*)`"
            + "|(?<![\\p{L}\\p{N}])'((?:[^']|'(?=\\p{L}))*)'(?![\\p{L}\\p{N}])");

    QuotedText {
        quotations = List.copyOf(quotations);
    }

    static QuotedText of(String words) {
        List<String> quotations = new ArrayList<>();
        String text = QUOTATION.matcher(words.replaceAll("[\u0002\u0003]", "")).replaceAll(match -> {
            quotations.add(said(match));
            return "\u0002" + (quotations.size() - 1) + "\u0003";
        });
        return new QuotedText(text, quotations);
    }

    String quotation(String number) {
        return quotations.get(Integer.parseInt(number));
    }

    /** A word, or what it says if it is a quotation. */
    String plain(String word) {
        Matcher mark = MARKED.matcher(word);
        return mark.matches() ? quotation(mark.group(1)) : word;
    }

    /** Part of the text with its quotations in place again. */
    String restored(String part) {
        return MARKED.matcher(part)
                .replaceAll(match -> Matcher.quoteReplacement("“" + quotation(match.group(1)) + "”"));
    }

    private static String said(MatchResult match) {
        for (int group = 1; group <= match.groupCount(); group++) {
            if (match.group(group) != null) {
                return match.group(group);
            }
        }
        return "";
    }
}
