package io.nekoagents.ingest.speech;

import io.nekoagents.schema.voice.SpeechCaptioned;
import java.util.ArrayList;
import java.util.List;

/** What was heard of a request, by its segments. Whoever goes on in a worker's place captions the last one anew. */
record Captions(List<Caption> all) {

    static final Captions NONE_YET = new Captions(List.of());

    Captions {
        all = List.copyOf(all);
    }

    /**
     * One segment of a request.
     *
     * @param segment its number, from 1
     * @param fromCharacter where in the request's text it begins: UTF-16 code units before it
     * @param toCharacter where the next one begins
     * @param atMs of the request's audio before it
     * @param durationMs of its own
     */
    record Caption(int segment, String text, int fromCharacter, int toCharacter, long atMs, long durationMs) {

        static Caption of(SpeechCaptioned fact) {
            return new Caption(
                    fact.getSegment(),
                    fact.getText(),
                    fact.getFromCharacter(),
                    fact.getToCharacter(),
                    fact.getAtMs(),
                    fact.getDurationMs());
        }
    }

    /** Segments mostly come in the order of their numbers; under each the last one told counts. */
    Captions with(SpeechCaptioned fact) {
        Caption caption = Caption.of(fact);
        List<Caption> more = new ArrayList<>(all);
        int at = more.size();
        while (at > 0 && more.get(at - 1).segment() >= caption.segment()) {
            at--;
        }
        if (at < more.size() && more.get(at).segment() == caption.segment()) {
            more.set(at, caption);
        } else {
            more.add(at, caption);
        }
        return new Captions(more);
    }
}
