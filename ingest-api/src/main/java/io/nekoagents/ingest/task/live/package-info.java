/** Streams what happens to a task while it happens. */
@NullMarked
package io.nekoagents.ingest.task.live;

import org.jspecify.annotations.NullMarked;
