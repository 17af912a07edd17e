/** Shows what a task's client was told, and has it told again. */
@NullMarked
package io.nekoagents.ingest.task.deliveries;

import org.jspecify.annotations.NullMarked;
