package io.nekoagents.tts.audio;

/** How long is waited behind a segment. */
final class Pause {

    private static final int SENTENCE_MS = 300;
    private static final int CLAUSE_MS = 140;
    private static final String BEHIND = "\"'”’»)]」』）】";

    private Pause() {}

    /** Milliseconds; none where a segment ends between two words. */
    static int after(String text) {
        int end = text.length();
        while (end > 0 && BEHIND.indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        if (end == 0) {
            return 0;
        }
        return switch (text.charAt(end - 1)) {
            case '.', '!', '?', '…', '。', '！', '？', '؟', '।' -> SENTENCE_MS;
            case ',', ';', ':', '，', '、', '；', '：', '،', '؛' -> CLAUSE_MS;
            default -> 0;
        };
    }
}
