/** The whole system on one machine: which parts there are, in which order they start and stop. */
@NullMarked
package io.nekoagents.local.stack;

import org.jspecify.annotations.NullMarked;
