package io.nekoagents.tts.speech;

/** Rooms that can be spoken in. */
@FunctionalInterface
public interface Stages {

    /**
     * Goes to where a session is; waits for a room that is not ready yet.
     *
     * @param key of the request's records: a session, or what else has a room
     * @throws SpeechFailedException if there is no such room for the tenant, or it cannot be spoken in
     */
    Stage enter(String tenant, String key) throws SpeechFailedException, InterruptedException;
}
