package io.nekoagents.tts.engine;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;

/** Text with no more than the letters and signs that FreeTTS knows. */
final class FreeTtsText {

    private static final String SIGNS = ".,;:!?'\"()-%$&@#*+/=";
    /** The Latin letters that are no letter with a mark. */
    private static final Map<Integer, String> LETTERS = Map.ofEntries(
            Map.entry((int) 'ß', "ss"),
            Map.entry((int) 'æ', "ae"),
            Map.entry((int) 'Æ', "Ae"),
            Map.entry((int) 'œ', "oe"),
            Map.entry((int) 'Œ', "Oe"),
            Map.entry((int) 'ø', "o"),
            Map.entry((int) 'Ø', "O"),
            Map.entry((int) 'ł', "l"),
            Map.entry((int) 'Ł', "L"),
            Map.entry((int) 'đ', "d"),
            Map.entry((int) 'Đ', "D"),
            Map.entry((int) 'ð', "th"),
            Map.entry((int) 'þ', "th"),
            Map.entry((int) 'ı', "i"));

    private static final int LONGEST_WORD = 60;

    private FreeTtsText() {}

    static String of(String text) throws EngineException.Refused {
        String plain = text.chars().allMatch(c -> c < 0x80) ? text : Normalizer.normalize(text, Normalizer.Form.NFKD);
        StringBuilder known = new StringBuilder(plain.length());
        int word = 0;
        boolean heard = false;
        for (int i = 0; i < plain.length(); i += Character.charCount(plain.codePointAt(i))) {
            int c = plain.codePointAt(i);
            String said = said(c);
            word = said.isBlank() ? (said.isEmpty() ? word : 0) : word + 1;
            heard |= Character.isLetterOrDigit(c);
            known.append(word > LONGEST_WORD ? " " : "").append(said);
            word = word > LONGEST_WORD ? 1 : word;
        }
        if (!heard) {
            throw new EngineException.Refused("unsupported_text", "Nothing in this text can be pronounced");
        }
        return known.toString();
    }

    private static String said(int c) throws EngineException.Refused {
        if (c < 0x80) {
            return Character.isLetterOrDigit(c) || SIGNS.indexOf(c) >= 0 ? String.valueOf((char) c) : " ";
        }
        String letters = LETTERS.get(c);
        if (letters != null) {
            return letters;
        }
        if (Character.isDigit(c)) {
            return String.valueOf(Character.digit(c, 10));
        }
        if (Character.isLetter(c)) {
            throw new EngineException.Refused(
                    "unsupported_text", "The voice speaks English: it cannot pronounce " + script(c) + " letters");
        }
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK -> "";
            default -> c == '’' || c == '‘' ? "'" : " ";
        };
    }

    private static String script(int c) {
        String name = Character.UnicodeScript.of(c).name();
        return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
