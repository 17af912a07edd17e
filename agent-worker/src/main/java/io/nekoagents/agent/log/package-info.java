/** What this worker writes to the log, and what it reads back of a task that another run began. */
@NullMarked
package io.nekoagents.agent.log;

import org.jspecify.annotations.NullMarked;
