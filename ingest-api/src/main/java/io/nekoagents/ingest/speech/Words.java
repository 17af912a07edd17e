package io.nekoagents.ingest.speech;

import io.nekoagents.schema.rule.SpeechRules;
import io.nekoagents.schema.voice.AppendSpeech;
import org.jspecify.annotations.Nullable;

/**
 * What is to be spoken.
 *
 * @param text of a request that came as a whole, null of a stream
 * @param characters until now
 * @param pieces that were appended
 * @param sequence of the last piece that was counted by the client, 0 before it
 * @param complete whether nothing more is appended
 */
record Words(@Nullable String text, int characters, int pieces, int sequence, boolean complete) {

    static final Words NONE_YET = new Words(null, 0, 0, 0, false);

    static Words whole(String text) {
        return new Words(text, count(text), 0, 0, true);
    }

    boolean stream() {
        return text == null;
    }

    Words end() {
        return new Words(text, characters, pieces, sequence, true);
    }

    /** A repetition, what comes after the end, and what there is no room for count for nothing. */
    Words append(AppendSpeech piece) {
        if (complete || repeats(piece) || !hasRoomFor(piece)) {
            return this;
        }
        Integer number = piece.getSequence();
        return new Words(
                text, characters + count(piece.getText()), pieces + 1, number == null ? sequence : number, false);
    }

    boolean repeats(AppendSpeech piece) {
        Integer number = piece.getSequence();
        return number != null && number <= sequence;
    }

    boolean hasRoomFor(AppendSpeech piece) {
        return pieces < SpeechRules.MAX_STREAM_PIECES
                && characters + count(piece.getText()) <= SpeechRules.MAX_STREAM_CHARACTERS;
    }

    private static int count(String text) {
        return text.codePointCount(0, text.length());
    }
}
