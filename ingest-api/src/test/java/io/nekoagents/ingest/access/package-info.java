@NullMarked
package io.nekoagents.ingest.access;

import org.jspecify.annotations.NullMarked;
