@NullMarked
package io.nekoagents.ingest.delivery;

import org.jspecify.annotations.NullMarked;
