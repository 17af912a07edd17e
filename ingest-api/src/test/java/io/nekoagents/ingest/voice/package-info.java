@NullMarked
package io.nekoagents.ingest.voice;

import org.jspecify.annotations.NullMarked;
