/** Whether this process lives and can serve, and its metrics. */
@NullMarked
package io.nekoagents.ingest.health;

import org.jspecify.annotations.NullMarked;
