@NullMarked
package io.nekoagents.ingest.capture;

import org.jspecify.annotations.NullMarked;
