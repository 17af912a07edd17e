/** Changes or cancels a task, and tells what became of that. */
@NullMarked
package io.nekoagents.ingest.task.change;

import org.jspecify.annotations.NullMarked;
