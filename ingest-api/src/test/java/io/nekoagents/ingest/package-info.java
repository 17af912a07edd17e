@NullMarked
package io.nekoagents.ingest;

import org.jspecify.annotations.NullMarked;
