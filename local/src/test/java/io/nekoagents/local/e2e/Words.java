package io.nekoagents.local.e2e;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Words that were said, and words that were heard. */
final class Words {

    private Words() {}

    static List<String> of(String text) {
        return Arrays.stream(text.toLowerCase(Locale.ROOT)
                        .replace("'", "")
                        .replaceAll("[^a-z ]", " ")
                        .split(" +"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** The fewest words put in, left out or changed that make one of the other. */
    static int distance(List<String> said, List<String> heard) {
        int[] before = new int[heard.size() + 1];
        for (int j = 0; j <= heard.size(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= said.size(); i++) {
            int[] now = new int[heard.size() + 1];
            now[0] = i;
            for (int j = 1; j <= heard.size(); j++) {
                int changed = before[j - 1] + (said.get(i - 1).equals(heard.get(j - 1)) ? 0 : 1);
                now[j] = Math.min(changed, Math.min(before[j], now[j - 1]) + 1);
            }
            before = now;
        }
        return before[heard.size()];
    }
}
