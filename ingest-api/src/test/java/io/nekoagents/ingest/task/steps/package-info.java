@NullMarked
package io.nekoagents.ingest.task.steps;

import org.jspecify.annotations.NullMarked;
