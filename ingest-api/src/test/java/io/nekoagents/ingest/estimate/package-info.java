@NullMarked
package io.nekoagents.ingest.estimate;

import org.jspecify.annotations.NullMarked;
