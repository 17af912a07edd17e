package io.nekoagents.tts.text;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Signs that have a name, by what is beside them, and the punctuation that is left to engines. */
final class Symbols {

    /** Said the same wherever they are. */
    private static final Map<Integer, String> NAMES = Map.ofEntries(
            named('&', "and"),
            named('%', "percent"),
            named('@', "at"),
            named('+', "plus"),
            named('=', "equals"),
            named('$', "dollars"),
            named('€', "euros"),
            named('£', "pounds"),
            named('¥', "yen"),
            named('°', "degrees"),
            named('§', "section"),
            named('№', "number"),
            named('×', "times"),
            named('÷', "divided by"),
            named('−', "minus"),
            named('±', "plus or minus"),
            named('≈', "about"),
            named('≠', "is not"),
            named('≤', "at most"),
            named('≥', "at least"),
            named('→', "to"),
            named('²', "squared"),
            named('³', "cubed"),
            named('½', "one half"),
            named('¼', "one quarter"),
            named('¾', "three quarters"),
            named('/', "slash"),
            named('\\', "backslash"));

    private static final Map<String, String> ENTITIES =
            Map.of("&amp;", "&", "&lt;", "<", "&gt;", ">", "&quot;", "\"", "&apos;", "'", "&#39;", "'", "&nbsp;", " ");

    private static final Pattern ENTITY = Pattern.compile("&(?:amp|lt|gt|quot|apos|#39|nbsp);");
    private static final Pattern MONEY = Pattern.compile(
            "([$€£¥]) ?(\\d{1,3}(?:,\\d{3})+|\\d+)(?:\\.(\\d\\d)(?!\\d)|(\\.\\d+))?( (?:thousand|million|billion|trillion))?");
    private static final Map<String, String[]> COINS = Map.of(
            "$", new String[] {"dollar", "dollars", "cents"},
            "€", new String[] {"euro", "euros", "cents"},
            "£", new String[] {"pound", "pounds", "pence"},
            "¥", new String[] {"yen", "yen", "sen"});
    private static final String LABEL = "[\\p{L}\\p{N}-]+";
    private static final Pattern HOST = Pattern.compile(
            "(?<![\\p{L}\\p{N}.])(?:[\\p{L}\\p{N}._-]+@" + LABEL + "(?:\\." + LABEL + ")+" + "|" + LABEL + "(?:\\."
                    + LABEL + ")*\\.(?:com|org|net|io|dev|edu|gov))(?![\\p{L}\\p{N}])",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern DEGREES = Pattern.compile("° ?([CF])(?!\\p{L})");
    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final Pattern DASHES = Pattern.compile("-{2,}|(?:^|(?<=\\s))-(?=\\s)|[‒–—―]+");
    private static final Pattern BEFORE_PUNCTUATION = Pattern.compile(" +(?=[,;:.!?](?:\\s|$))");
    private static final Pattern IN_BRACKETS = Pattern.compile("(?<=[(]) +| +(?=[)])");
    private static final Pattern LONE_COMMA = Pattern.compile("(?:^|(?<=[.,;:!?] ))(?:, *)+");

    private Symbols() {}

    private static Map.Entry<Integer, String> named(char sign, String name) {
        return Map.entry((int) sign, name);
    }

    static boolean has(int c) {
        return NAMES.containsKey(c);
    }

    /** Signs that normalisation would make numbers of are put into words before. */
    static String kept(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (isPicture(c)) {
                kept.append(' ');
            } else if ("½¼¾²³".indexOf(c) >= 0) {
                kept.append(' ').append(NAMES.get(c)).append(' ');
            } else {
                kept.appendCodePoint(c);
            }
        });
        return kept.toString();
    }

    static boolean isPicture(int c) {
        return c >= 0x80
                && (Character.isEmoji(c) || Character.isExtendedPictographic(c) || Character.isEmojiModifier(c));
    }

    /** Single spaces, and signs as words. */
    static String asWords(String text) {
        String words = ENTITY.matcher(text)
                .replaceAll(entity -> Matcher.quoteReplacement(ENTITIES.getOrDefault(entity.group(), " ")));
        words = MONEY.matcher(words).replaceAll(Symbols::money);
        words = HOST.matcher(words).replaceAll(Symbols::host);
        words = DEGREES.matcher(words)
                .replaceAll(scale -> scale.group(1).equals("C") ? " degrees Celsius" : " degrees Fahrenheit");
        words = named(words);
        words = DASHES.matcher(words).replaceAll(", ");
        words = SPACES.matcher(words).replaceAll(" ").strip();
        words = IN_BRACKETS.matcher(words).replaceAll("");
        words = LONE_COMMA.matcher(words).replaceAll("");
        return BEFORE_PUNCTUATION.matcher(words).replaceAll("").strip();
    }

    private static String money(MatchResult found) {
        String[] coins = COINS.getOrDefault(found.group(1), new String[] {"", "", ""});
        String amount = found.group(2);
        String cents = found.group(3);
        if (found.group(5) != null) {
            return amount + (cents == null ? part(found.group(4)) : "." + cents) + found.group(5) + " " + coins[1];
        }
        String whole = amount + part(found.group(4)) + " "
                + (amount.equals("1") && found.group(4) == null ? coins[0] : coins[1]);
        return cents == null || cents.equals("00")
                ? whole
                : whole + " and " + cents.replaceFirst("^0", "") + " " + coins[2];
    }

    private static String part(@Nullable String group) {
        return group == null ? "" : group;
    }

    private static String host(MatchResult found) {
        return found.group().replace(".", " dot ").replace("@", " at ");
    }

    private static String named(String text) {
        StringBuilder words = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            String name = NAMES.get((int) c);
            if (name != null) {
                words.append(' ').append(name).append(' ');
            } else {
                words.append(beside(text, i, c));
            }
        }
        return words.toString();
    }

    /** Signs that are sometimes said, and sometimes lay text out. */
    private static String beside(String text, int at, char c) {
        char before = at == 0 ? ' ' : text.charAt(at - 1);
        char after = at + 1 == text.length() ? ' ' : text.charAt(at + 1);
        boolean spaced = before == ' ' && after == ' ' && said(text, at) != 0;
        boolean between = Character.isLetterOrDigit(before) && Character.isLetterOrDigit(after);
        boolean digits = Character.isDigit(before) && Character.isDigit(after);
        return switch (c) {
            case '<' -> spaced || between ? " less than " : " ";
            case '>' -> spaced || between ? " greater than " : " ";
            case '*' -> digits || (spaced && Character.isDigit(said(text, at))) ? " times " : "";
            case '^' -> between ? " to the power of " : "";
            case '#' -> Character.isDigit(after) ? " number " : "";
            case '~' -> Character.isDigit(after) ? " about " : "";
            case '|' -> ", ";
            case '_', '{', '}', '[', ']', '\u00a0' -> " ";
            case '`' -> "";
            case '‘', '’' -> "'";
            case '“', '”', '„', '«', '»' -> "\"";
            case '•', '·' -> "";
            case '–' -> digits ? " to " : "–";
            case '-' -> before == ' ' && Character.isDigit(after) ? " minus " : "-";
            default -> String.valueOf(c);
        };
    }

    /** The last letter or digit before a sign that stands alone; 0 if there is none next to it. */
    private static char said(String text, int at) {
        char before = at < 2 ? ' ' : text.charAt(at - 2);
        return Character.isLetterOrDigit(before) ? before : 0;
    }
}
