package io.nekoagents.agent.log;

import io.nekoagents.schema.topic.Topic;
import org.apache.avro.specific.SpecificRecord;

/** Where facts are written. Thread-safe. */
public interface EventLog {

    /**
     * Appends a record and waits until the broker has it.
     *
     * @throws LogUnavailableException if the broker does not take it, after retries
     */
    <V extends SpecificRecord> void append(Topic<V> topic, String key, V value);

    /** Appends a record whose loss does no harm, such as a sign of life; a failure is only logged. */
    <V extends SpecificRecord> void appendLater(Topic<V> topic, String key, V value);
}
