/** Tells the fleet that this worker lives. */
@NullMarked
package io.nekoagents.agent.fleet;

import org.jspecify.annotations.NullMarked;
