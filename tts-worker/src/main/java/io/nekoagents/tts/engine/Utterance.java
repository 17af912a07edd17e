package io.nekoagents.tts.engine;

import java.util.Optional;

/**
 * What is to be spoken in one go, and in which voice.
 *
 * @param text plain words of one segment, never blank
 * @param voiceId the tenant's name for the voice, for engines that have voices of their own by name; empty for the default
 * @param reference the recording that it is to sound like, for engines that can; others speak in their own voice
 */
public record Utterance(String text, Optional<String> voiceId, Optional<Reference> reference) {

    /** In the engine's own voice. */
    public Utterance(String text) {
        this(text, Optional.empty(), Optional.empty());
    }

    public Utterance {
        if (text.isBlank()) {
            throw new IllegalArgumentException("text must not be blank");
        }
    }
}
