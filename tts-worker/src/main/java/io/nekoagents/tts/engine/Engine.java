package io.nekoagents.tts.engine;

import io.nekoagents.tts.audio.Sound;

/** Turns words into sound. Several threads may ask at once; how many are served at once is the engine's own affair. */
public interface Engine extends AutoCloseable {

    /** As {@code neko.tts.engine} has it. */
    String name();

    /**
     * Speaks. Blocks; an interrupt ends it at the engine's next opportunity, and nothing of it is left behind.
     *
     * @throws EngineException.Refused if these words, or this voice, will never do
     * @throws EngineException.Unavailable if it may do later
     */
    Sound speak(Utterance utterance) throws EngineException, InterruptedException;

    @Override
    void close();
}
