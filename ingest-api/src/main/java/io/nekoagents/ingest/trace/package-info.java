/** Each request is a span, in the trace that its caller names or in one of its own. */
@NullMarked
package io.nekoagents.ingest.trace;

import org.jspecify.annotations.NullMarked;
