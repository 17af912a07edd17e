/** The command line, as a person types it. */
@NullMarked
package io.nekoagents.local.cli;

import org.jspecify.annotations.NullMarked;
