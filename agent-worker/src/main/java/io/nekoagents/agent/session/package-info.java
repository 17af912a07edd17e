/**
 * Sessions, as far as they are this worker's: the rooms of its pool that are kept for one, made ready for it and watched
 * over. Which session has which room is decided elsewhere and read from the log; what this worker finds of its rooms goes
 * out with its heartbeat.
 */
@NullMarked
package io.nekoagents.agent.session;

import org.jspecify.annotations.NullMarked;
