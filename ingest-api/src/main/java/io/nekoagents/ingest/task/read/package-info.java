/** Shows one task. */
@NullMarked
package io.nekoagents.ingest.task.read;

import org.jspecify.annotations.NullMarked;
