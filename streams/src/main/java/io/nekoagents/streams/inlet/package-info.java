/**
 * The way in for direct producers that may speak for one tenant alone: each such tenant has a topic of commands of its own,
 * which the broker lets only its producers write to, and whatever is in it is that tenant's.
 */
@NullMarked
package io.nekoagents.streams.inlet;

import org.jspecify.annotations.NullMarked;
