@NullMarked
package io.nekoagents.ingest.archive;

import org.jspecify.annotations.NullMarked;
