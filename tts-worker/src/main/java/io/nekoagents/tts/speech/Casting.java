package io.nekoagents.tts.speech;

import io.nekoagents.schema.voice.SpeechStyle;

/** Finds the voice that a request asks for. */
@FunctionalInterface
public interface Casting {

    /** @throws SpeechFailedException if the tenant has no such voice, or it cannot be used */
    Delivery of(String tenant, SpeechStyle style) throws SpeechFailedException, InterruptedException;
}
