@NullMarked
package io.nekoagents.ingest.task.change;

import org.jspecify.annotations.NullMarked;
