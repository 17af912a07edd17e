/**
 * Rebuilds a dataset from history alone: reads what the log has of a span of time, assembles the episodes in it as the
 * topology does, and writes those that are wanted into shards. The same span gives the same bytes.
 */
@NullMarked
package io.nekoagents.local.replay;

import org.jspecify.annotations.NullMarked;
