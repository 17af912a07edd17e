/** Writes the commands of clients to the log. */
@NullMarked
package io.nekoagents.ingest.command;

import org.jspecify.annotations.NullMarked;
