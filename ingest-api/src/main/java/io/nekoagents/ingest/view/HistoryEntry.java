package io.nekoagents.ingest.view;

import org.apache.avro.specific.SpecificRecord;

/**
 * One record of a task's history.
 *
 * @param offset of the record in its topic's partition
 */
public record HistoryEntry<V extends SpecificRecord>(long offset, V value) {}
