/** Shows what a task did, step by step. */
@NullMarked
package io.nekoagents.ingest.task.steps;

import org.jspecify.annotations.NullMarked;
