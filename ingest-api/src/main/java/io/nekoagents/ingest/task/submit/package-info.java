/** Takes a task, once for each idempotency key. */
@NullMarked
package io.nekoagents.ingest.task.submit;

import org.jspecify.annotations.NullMarked;
