/** Lists tasks, newest first. */
@NullMarked
package io.nekoagents.ingest.task.list;

import org.jspecify.annotations.NullMarked;
