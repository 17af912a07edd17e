/** The REST front door: takes tasks, answers for them from the log, and streams what happens to them. */
@NullMarked
package io.nekoagents.ingest;

import org.jspecify.annotations.NullMarked;
