@NullMarked
package io.nekoagents.ingest.speech;

import org.jspecify.annotations.NullMarked;
