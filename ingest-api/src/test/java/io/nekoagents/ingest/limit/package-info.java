@NullMarked
package io.nekoagents.ingest.limit;

import org.jspecify.annotations.NullMarked;
