/**
 * Posts signed webhooks to where clients want to hear of their tasks. Whose turn it is comes from the view, what became
 * of each attempt goes to the log; the processes share the partitions by a consumer group.
 */
@NullMarked
package io.nekoagents.ingest.webhook;

import org.jspecify.annotations.NullMarked;
