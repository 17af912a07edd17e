/** The verbs of {@code ./nekoctl}. */
@NullMarked
package io.nekoagents.local.cli;

import org.jspecify.annotations.NullMarked;
