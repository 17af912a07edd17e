@NullMarked
package io.nekoagents.ingest.problem;

import org.jspecify.annotations.NullMarked;
