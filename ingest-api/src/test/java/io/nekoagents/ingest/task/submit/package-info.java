@NullMarked
package io.nekoagents.ingest.task.submit;

import org.jspecify.annotations.NullMarked;
