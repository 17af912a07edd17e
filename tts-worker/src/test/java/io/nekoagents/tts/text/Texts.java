package io.nekoagents.tts.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Texts by chance. */
final class Texts {

    private static final String[] BITS = {
        " ",
        " ",
        " ",
        ". ",
        ", ",
        "! ",
        "?\" ",
        "...",
        "… ",
        "\n",
        "Dr. ",
        "e.g. ",
        "3.14",
        "1. ",
        "word",
        "Word",
        "a",
        "<b>",
        "</b>",
        "<",
        ">",
        "<break time=\"1s\"/>",
        "<speak",
        "https://example.com/x",
        "www.a.b",
        "http",
        "://",
        "🙂",
        "👩‍👩‍👧",
        "e\u0301",
        "\u0300",
        "你好",
        "。",
        "」",
        "，",
        "\uD83D",
        "\uDE42",
        "\u0000",
        "\u200F",
        "مرحبا",
        "$5.50",
        "&amp;",
        "-",
        "–",
        "*",
        "#1",
        "|",
        "\r\n",
        "\u2028",
        "x".repeat(70),
        "(",
        ")",
        "\"",
        "”",
        "क्षि",
        "한국어",
        "สวัสดี"
    };

    private Texts() {}

    /** Of whatever has ever been trouble. */
    static String any(Random random, int bits) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < bits; i++) {
            text.append(
                    random.nextInt(20) == 0
                            ? Character.toString(random.nextInt(0x110000))
                            : BITS[random.nextInt(BITS.length)]);
        }
        return text.toString();
    }

    /** Words with numbers in them, each other than all before, with punctuation here and there. */
    static String words(Random random, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append("word").append(i);
            int chance = random.nextInt(20);
            text.append(chance == 0 ? "." : chance == 1 ? "," : chance == 2 ? "?" : "");
            text.append(chance == 3 ? "\n" : " ");
        }
        return text.toString();
    }

    /** The text in pieces of up to so many code units; surrogate pairs are torn, as producers do. */
    static List<String> pieces(Random random, String text, int longest) {
        List<String> pieces = new ArrayList<>();
        for (int from = 0; from < text.length(); ) {
            int to = Math.min(text.length(), from + 1 + random.nextInt(longest));
            pieces.add(text.substring(from, to));
            from = to;
        }
        return pieces;
    }
}
