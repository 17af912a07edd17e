@NullMarked
package io.nekoagents.ingest.place;

import org.jspecify.annotations.NullMarked;
