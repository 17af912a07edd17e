/**
 * What the task lifecycle says of the tasks this worker runs. The log is tailed once for the whole worker; a run learns
 * from it that it holds its task, and later that it was cancelled, timed out or overtaken by another run.
 */
@NullMarked
package io.nekoagents.agent.control;

import org.jspecify.annotations.NullMarked;
