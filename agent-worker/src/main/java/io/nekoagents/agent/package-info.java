/** The agent worker: takes tasks from the queue and carries them out in rooms. */
@NullMarked
package io.nekoagents.agent;

import org.jspecify.annotations.NullMarked;
