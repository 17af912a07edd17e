@NullMarked
package io.nekoagents.ingest.health;

import org.jspecify.annotations.NullMarked;
