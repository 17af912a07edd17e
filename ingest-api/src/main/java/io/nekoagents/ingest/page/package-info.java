/** What a client says of the part of a list that it wants. */
@NullMarked
package io.nekoagents.ingest.page;

import org.jspecify.annotations.NullMarked;
