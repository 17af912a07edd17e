/** How topics are written to. */
@NullMarked
package io.nekoagents.capture.log;

import org.jspecify.annotations.NullMarked;
