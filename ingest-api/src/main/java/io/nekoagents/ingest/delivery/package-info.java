/** How far the deliveries of a task's webhooks are: what the log says of them, put together. Pure. */
@NullMarked
package io.nekoagents.ingest.delivery;

import org.jspecify.annotations.NullMarked;
