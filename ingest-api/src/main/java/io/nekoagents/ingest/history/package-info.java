/** Takes what is asked for in topics whose worker may not be there yet, and tells what came of it from their records. */
@NullMarked
package io.nekoagents.ingest.history;

import org.jspecify.annotations.NullMarked;
