package io.nekoagents.tts.speech;

import io.nekoagents.tts.engine.Reference;
import io.nekoagents.tts.engine.Utterance;
import java.util.Optional;

/**
 * How a request is spoken.
 *
 * @param voiceId the tenant's name for the voice; empty for the default one
 * @param rate speed, 0.25 to 4; 1 is the engine's own
 * @param pitch semitones up, -12 to 12
 */
public record Delivery(Optional<String> voiceId, Optional<Reference> reference, double rate, double pitch) {

    public Utterance of(String text) {
        return new Utterance(text, voiceId, reference);
    }
}
