/** Takes what is to be recorded, and tells of episodes, of the datasets they go into, and how they are kept. */
@NullMarked
package io.nekoagents.ingest.capture;

import org.jspecify.annotations.NullMarked;
