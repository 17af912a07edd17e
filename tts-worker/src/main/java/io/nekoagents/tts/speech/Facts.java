package io.nekoagents.tts.speech;

import java.util.concurrent.CompletableFuture;
import org.apache.avro.specific.SpecificRecord;

/** Where facts about speech go. */
@FunctionalInterface
interface Facts {

    /**
     * Writes a fact; those of one key stay in order. Does not wait.
     *
     * @param key of the request's records
     * @return done when the log has it for good
     */
    CompletableFuture<Void> tell(String key, SpecificRecord fact);
}
