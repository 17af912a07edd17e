package io.nekoagents.capture.sink;

import java.time.Instant;
import org.apache.kafka.common.TopicPartition;

/**
 * Where an episode stands in the log.
 *
 * @param offset of its first record
 * @param told when the log was told of its end: by that it leaves the log one day
 */
record Origin(TopicPartition partition, long offset, Instant told) {}
