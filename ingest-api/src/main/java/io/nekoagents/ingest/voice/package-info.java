/** The voices of tenants, as state in the log. */
@NullMarked
package io.nekoagents.ingest.voice;

import org.jspecify.annotations.NullMarked;
