@NullMarked
package io.nekoagents.ingest.task.live;

import org.jspecify.annotations.NullMarked;
