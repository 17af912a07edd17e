/** The pictures that steps were decided on. */
@NullMarked
package io.nekoagents.ingest.task.frames;

import org.jspecify.annotations.NullMarked;
