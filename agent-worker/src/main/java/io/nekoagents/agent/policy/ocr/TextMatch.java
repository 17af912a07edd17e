package io.nekoagents.agent.policy.ocr;

import java.util.Optional;

/**
 * Where a wanted text was found within another, forgiving what reading gets wrong: missing spaces, look-alike letters.
 *
 * @param from first character of the found part
 * @param to behind its last
 * @param score 1 if the whole text is the wanted one, less the more it differs
 */
record TextMatch(int from, int to, double score) {

    private static final double WITHIN_WORDS = 0.85;
    private static final double WITHIN_A_WORD = 0.65;
    private static final double ALIKE = 0.8;
    private static final double COVERAGE = 0.1;
    /** Share of the wanted letters that may be wrong. */
    private static final double TOLERANCE = 0.2;

    private static final double LOOK_ALIKE = 0.3;
    private static final double DIGIT = 4;

    /** The best place of the wanted text within a text; empty if it is not there. */
    static Optional<TextMatch> find(String wanted, String text) {
        Letters needle = Letters.of(wanted);
        Letters hay = Letters.of(text);
        if (needle.length() == 0 || hay.length() == 0) {
            return Optional.empty();
        }
        int inWord = -1;
        for (int at = hay.plain().indexOf(needle.plain());
                at >= 0;
                at = hay.plain().indexOf(needle.plain(), at + 1)) {
            if (hay.startsAndEndsWords(at, at + needle.length())) {
                return Optional.of(exact(needle, hay, at, WITHIN_WORDS));
            }
            inWord = inWord < 0 && !hay.cutsNumber(at, at + needle.length()) ? at : inWord;
        }
        return inWord >= 0 ? Optional.of(exact(needle, hay, inWord, WITHIN_A_WORD)) : alike(needle, hay);
    }

    private static TextMatch exact(Letters needle, Letters hay, int at, double base) {
        boolean whole = hay.length() == needle.length();
        double score = whole ? 1 : base + COVERAGE * needle.length() / hay.length();
        return new TextMatch(hay.start(at), hay.end(at + needle.length()), score);
    }

    /** Fewest edits between the needle and any part of the hay. */
    private static Optional<TextMatch> alike(Letters needle, Letters hay) {
        double[] costs = new double[needle.length() + 1];
        int[] starts = new int[needle.length() + 1];
        for (int i = 0; i <= needle.length(); i++) {
            costs[i] = i == 0 ? 0 : costs[i - 1] + weight(needle.plain().charAt(i - 1));
        }
        double least = Double.MAX_VALUE;
        int from = 0;
        int to = 0;
        for (int column = 1; column <= hay.length(); column++) {
            advance(needle, hay, column, costs, starts);
            if (costs[needle.length()] < least) {
                least = costs[needle.length()];
                from = starts[needle.length()];
                to = column;
            }
        }
        if (least > TOLERANCE * needle.length() || from >= to || hay.cutsNumber(from, to)) {
            return Optional.empty();
        }
        double coverage = Math.min(1, (double) needle.length() / hay.length());
        double score = ALIKE * (1 - least / needle.length()) + COVERAGE * coverage;
        return Optional.of(new TextMatch(hay.start(from), hay.end(to), score));
    }

    /** One more column of the edit table; the starts say where in the hay each alignment began. */
    private static void advance(Letters needle, Letters hay, int column, double[] costs, int[] starts) {
        double diagonal = costs[0];
        int diagonalStart = column - 1;
        costs[0] = 0;
        starts[0] = column;
        for (int i = 1; i <= needle.length(); i++) {
            double replaced = diagonal
                    + difference(needle.plain().charAt(i - 1), hay.plain().charAt(column - 1));
            double missing = costs[i - 1] + weight(needle.plain().charAt(i - 1));
            double extra = costs[i] + weight(hay.plain().charAt(column - 1));
            int replacedStart = diagonalStart;
            diagonal = costs[i];
            diagonalStart = starts[i];
            costs[i] = Math.min(replaced, Math.min(missing, extra));
            if (costs[i] == replaced) {
                starts[i] = replacedStart;
            } else if (costs[i] == missing) {
                starts[i] = starts[i - 1];
            }
        }
    }

    private static double difference(char one, char other) {
        if (one == other) {
            return 0;
        }
        boolean numbers = Character.isDigit(one) && Character.isDigit(other);
        return shape(one) == shape(other) && !numbers ? LOOK_ALIKE : Math.max(weight(one), weight(other));
    }

    /** Another number is another thing. */
    private static double weight(char letter) {
        return Character.isDigit(letter) ? DIGIT : 1;
    }

    private static char shape(char letter) {
        return switch (letter) {
            case 'i', 'l', '1', 'j' -> 'l';
            case 'o', '0', 'q' -> 'o';
            case 's', '5' -> 's';
            case 'b', '8' -> 'b';
            case 'z', '2' -> 'z';
            default -> letter;
        };
    }
}
