/**
 * Finished episodes into shards, each exactly once. An instance has one open shard for each tenant. A {@link
 * io.nekoagents.capture.sink.Cut} seals what is open, puts it in its places, and then, in one Kafka transaction, says so in
 * {@code capture.shards.v1} and commits the offsets of all that is in it: that is the moment at which an episode is in its
 * dataset. Whatever fails before that, what is open is thrown away and read again from the last committed offsets; files
 * that were put in their places for nothing are named by nobody. The transaction takes the group's generation with it, so
 * that an instance which lost its partitions without noticing commits nothing.
 *
 * <p>A tenant whose place does not take its shards is held ({@link io.nekoagents.capture.sink.Holding}): its offsets wait,
 * and others go on.
 */
@NullMarked
package io.nekoagents.capture.sink;

import org.jspecify.annotations.NullMarked;
