package io.nekoagents.streams.episode;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

/** Texts that an episode may carry: what is longer is cut, visibly, for a record of more than 1 MB would be refused. */
final class EpisodeText {

    /** Bytes of one text, its mark not included. */
    static final int MOST_BYTES = 32 * 1024;

    private static final int MOST_BYTES_OF_A_CHAR = 3;

    private EpisodeText() {}

    static @Nullable String orNull(@Nullable String text) {
        return text == null ? null : bounded(text);
    }

    /** The text, or as much of it as fits, and how many characters it had. */
    static String bounded(String text) {
        if (fits(text)) {
            return text;
        }
        int bytes = 0;
        int end = 0;
        while (end < text.length()) {
            int character = text.codePointAt(end);
            bytes += length(character);
            if (bytes > MOST_BYTES) {
                break;
            }
            end += Character.charCount(character);
        }
        return text.substring(0, end) + " […cut: " + text.length() + " characters]";
    }

    static boolean fits(String text) {
        return text.length() * (long) MOST_BYTES_OF_A_CHAR <= MOST_BYTES || bytes(text) <= MOST_BYTES;
    }

    static int bytes(@Nullable String text) {
        return text == null ? 0 : text.getBytes(UTF_8).length;
    }

    private static int length(int character) {
        if (character < 0x80) {
            return 1;
        }
        return character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
    }
}
