package io.nekoagents.tts.speech;

/** Where the sound of one request goes: into a room, or into a file. */
public interface Outlet {

    /**
     * Puts sound behind what is there; waits while there is no room for it.
     *
     * @param sound 48 kHz, one channel, -1 to 1
     * @param heard done when the first of it is heard, on a thread that must not wait
     * @throws SpeechFailedException if it can go nowhere
     */
    void write(float[] sound, Runnable heard) throws SpeechFailedException, InterruptedException;

    /** Waits until all of it is where it goes. */
    void finish() throws SpeechFailedException, InterruptedException;

    /** Samples heard so far of what was written. */
    long heard();
}
