package io.nekoagents.tts.engine;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Text to phonemes, by espeak-ng. It drops punctuation, which voices were trained with: so each clause is asked for by itself. */
final class Phonemes {

    private static final Pattern CLAUSE =
            Pattern.compile("[^.,;:!?。！？，、；：]+(?:[.,;:!?](?=\\S)[^.,;:!?]*)*([.,;:!?。！？，、；：]*)");
    /** Where espeak-ng thinks that the language changes. */
    private static final Pattern LANGUAGE = Pattern.compile("\\([a-z-]+\\)");

    private final Command espeak;
    private final String language;

    Phonemes(Command espeak, String language) {
        this.espeak = espeak;
        this.language = language;
    }

    String of(String text) throws EngineException, InterruptedException {
        StringBuilder phonemes = new StringBuilder();
        Matcher clauses = CLAUSE.matcher(EspeakEngine.plain(text));
        while (clauses.find()) {
            String spoken = clause(clauses.group());
            if (!spoken.isEmpty()) {
                phonemes.append(phonemes.isEmpty() ? "" : " ").append(spoken).append(mark(clauses.group(1)));
            }
        }
        return phonemes.toString();
    }

    private String clause(String text) throws EngineException, InterruptedException {
        byte[] output = espeak.run(List.of("-q", "--ipa", "--stdin", "-b", "1", "-v", language), text);
        String line = new String(output, StandardCharsets.UTF_8)
                .replaceAll("\\s+", " ")
                .strip();
        return LANGUAGE.matcher(line).replaceAll("");
    }

    private static String mark(@Nullable String punctuation) {
        if (punctuation == null || punctuation.isEmpty()) {
            return "";
        }
        return switch (punctuation.charAt(punctuation.length() - 1)) {
            case '。' -> ".";
            case '！' -> "!";
            case '？' -> "?";
            case '，', '、' -> ",";
            case '；' -> ";";
            case '：' -> ":";
            default -> punctuation.substring(punctuation.length() - 1);
        };
    }
}
