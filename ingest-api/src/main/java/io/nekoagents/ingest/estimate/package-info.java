/** When a task is likely to be done. */
@NullMarked
package io.nekoagents.ingest.estimate;

import org.jspecify.annotations.NullMarked;
