/** How each tenant's episodes are stored, as it is now: what the log says, and for those of whom it says nothing, the settings. */
@NullMarked
package io.nekoagents.capture.config;

import org.jspecify.annotations.NullMarked;
