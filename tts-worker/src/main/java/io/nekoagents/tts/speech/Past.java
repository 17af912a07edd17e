package io.nekoagents.tts.speech;

import io.nekoagents.schema.voice.SpeechCaptioned;
import io.nekoagents.schema.voice.SpeechFailed;
import io.nekoagents.schema.voice.SpeechFinished;
import io.nekoagents.schema.voice.SpeechQueued;
import io.nekoagents.schema.voice.SpeechStarted;
import io.nekoagents.schema.voice.SpeechStopped;
import io.nekoagents.schema.voice.SpeechSynthesized;
import org.apache.avro.specific.SpecificRecord;

/**
 * What the log says became of a request so far. A segment counts as heard when the next one has begun: who goes on in
 * another worker's place says the last one again, from its beginning, and loses no word.
 *
 * @param queued whether a worker has taken it
 * @param ended whether nothing of it is left to do
 * @param segments heard
 * @param characters spoken in them
 * @param resumeAt where in the request's text the segment begins that was not heard to its end
 * @param audioMillis of the segments heard
 * @param unheard characters of that segment
 */
record Past(boolean queued, boolean ended, int segments, int characters, int resumeAt, long audioMillis, int unheard) {

    static final Past NONE = new Past(false, false, 0, 0, 0, 0, 0);

    /** Anything but a fact of the topic changes nothing. */
    Past evolve(SpecificRecord fact) {
        return switch (fact) {
            case SpeechQueued _, SpeechStarted _ ->
                new Past(true, ended, segments, characters, resumeAt, audioMillis, unheard);
            case SpeechCaptioned caption -> begun(caption);
            case SpeechFinished _, SpeechFailed _, SpeechStopped _, SpeechSynthesized _ ->
                new Past(queued, true, segments, characters, resumeAt, audioMillis, unheard);
            default -> this;
        };
    }

    private Past begun(SpeechCaptioned caption) {
        int before = caption.getSegment() - 1;
        return new Past(
                true,
                ended,
                before,
                before > segments ? characters + unheard : characters,
                caption.getFromCharacter(),
                caption.getAtMs(),
                caption.getText().length());
    }
}
