/**
 * Runs a task: observe, decide, act, record, until it is done. {@link io.nekoagents.agent.run.TaskRun} is one run from
 * queue record to terminal event, {@link io.nekoagents.agent.run.StepLoop} its steps, {@link
 * io.nekoagents.agent.run.Grant} what says at every moment whether it may act.
 */
@NullMarked
package io.nekoagents.agent.run;

import org.jspecify.annotations.NullMarked;
