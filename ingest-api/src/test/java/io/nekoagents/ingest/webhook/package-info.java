@NullMarked
package io.nekoagents.ingest.webhook;

import org.jspecify.annotations.NullMarked;
