package io.nekoagents.tts.room;

import io.nekoagents.schema.voice.Voice;

/** Changes voices on behalf of who is in a room. */
public interface VoiceDesk {

    /**
     * Makes a voice, or another of one that there is.
     *
     * @return what was done, for a person
     * @throws NotDoneException if it was not
     */
    String put(Voice voice) throws NotDoneException, InterruptedException;

    /**
     * Makes the voices of the file those of its tenant.
     *
     * @return what was done, for a person
     * @throws NotDoneException if it was not
     */
    String reload(String tenant) throws NotDoneException, InterruptedException;
}
