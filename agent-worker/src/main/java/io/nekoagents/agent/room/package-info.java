/** The rooms this worker is in: one connection each for the worker's life, and one run at a time in each. */
@NullMarked
package io.nekoagents.agent.room;

import org.jspecify.annotations.NullMarked;
