/** How topics are read to their end and on, and written to. */
@NullMarked
package io.nekoagents.capture.log;

import org.jspecify.annotations.NullMarked;
