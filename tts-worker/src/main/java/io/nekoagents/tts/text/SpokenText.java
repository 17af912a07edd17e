package io.nekoagents.tts.text;

import io.nekoagents.tts.text.Scanner.Part;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What of written text is spoken, and how. */
public final class SpokenText {

    /** More marks than this on one letter are play. */
    private static final int MOST_MARKS = 3;

    /** Tags that may be within a word. */
    private static final Set<String> INLINE =
            Set.of("b", "i", "em", "strong", "u", "sub", "sup", "span", "font", "a", "mark", "code", "emphasis");

    private static final Pattern TAG_NAME = Pattern.compile("[^A-Za-z]*([A-Za-z]*).*", Pattern.DOTALL);

    private SpokenText() {}

    /** Words on one line, with single spaces; empty if nothing of it can be pronounced. */
    public static String of(CharSequence written) {
        StringBuilder words = new StringBuilder(written.length() + 16);
        Scanner scanner = new Scanner(written, true);
        int at = 0;
        boolean run = false;
        for (Optional<Part> next = scanner.at(at); next.isPresent(); next = scanner.at(at)) {
            Part part = next.get();
            if (run && part.kind() == Scanner.Kind.WORD) {
                words.append(' ');
            }
            String text = written.subSequence(part.from(), part.to()).toString();
            switch (part.kind()) {
                case SPACE -> words.append(' ');
                case NEWLINE -> words.append(endsWithWord(words) ? ". " : " ");
                case TAG -> words.append(isInline(text) ? "" : " ");
                case ADDRESS -> words.append(' ').append(host(text)).append(' ');
                case WORD, IDEOGRAPH -> letters(text, words);
            }
            run = part.kind() == Scanner.Kind.WORD;
            at = part.to();
        }
        String spoken = Symbols.asWords(words.toString());
        return spoken.codePoints().anyMatch(Character::isLetterOrDigit) ? spoken : "";
    }

    private static boolean endsWithWord(CharSequence words) {
        return !words.isEmpty() && Character.isLetterOrDigit(words.charAt(words.length() - 1));
    }

    private static boolean isInline(String tag) {
        return INLINE.contains(TAG_NAME.matcher(tag).replaceFirst("$1").toLowerCase(Locale.ROOT));
    }

    /** An address by its host; the rest of it is for machines. */
    private static String host(String address) {
        String absolute = address.regionMatches(true, 0, "www.", 0, 4) ? "http://" + address : address;
        String authority = absolute.substring(absolute.indexOf("://") + 3).split("[/?#\\\\]", 2)[0];
        String host = authority.substring(authority.indexOf('@') + 1).replaceFirst(":\\d*$", "");
        String plain = host.regionMatches(true, 0, "www.", 0, 4) ? host.substring(4) : host;
        return plain.replaceAll("[^\\p{L}\\p{N}.-]", "").replace(".", " dot ").replace('-', ' ');
    }

    /** Without what has no sound: control characters, pictures, marks of direction, halves of characters. */
    private static void letters(String text, StringBuilder words) {
        String normal = text.chars().allMatch(c -> c < 0x80)
                ? text
                : Normalizer.normalize(Symbols.kept(text), Normalizer.Form.NFKC);
        int marks = 0;
        boolean letter = false;
        for (int i = 0; i < normal.length(); i += Character.charCount(normal.codePointAt(i))) {
            int c = normal.codePointAt(i);
            if (isMark(c)) {
                if (letter && marks++ < MOST_MARKS) {
                    words.appendCodePoint(c);
                }
            } else if (isJoiner(c) && letter && nextIsLetter(normal, i)) {
                words.appendCodePoint(c);
            } else if (isHeard(c)) {
                words.appendCodePoint(c);
                letter = Character.isLetter(c);
                marks = 0;
            } else {
                letter = false;
            }
        }
    }

    private static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    /** In some scripts they decide on the form of letters, and so on what is said. */
    private static boolean isJoiner(int c) {
        return c == 0x200C || c == 0x200D;
    }

    private static boolean nextIsLetter(String text, int at) {
        return at + 1 < text.length() && Character.isLetter(text.codePointAt(at + 1));
    }

    private static boolean isHeard(int c) {
        if (c < 0x80) {
            return c >= ' ' && c != 0x7F;
        }
        if (Symbols.has(c)) {
            return true;
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.ENCLOSING_MARK,
                    Character.OTHER_SYMBOL,
                    Character.MATH_SYMBOL,
                    Character.MODIFIER_SYMBOL -> false;
            default -> true;
        };
    }
}
