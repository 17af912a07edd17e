package io.nekoagents.agent.fleet;

import java.util.OptionalDouble;

/** The GPUs that this machine lets the worker see. */
interface Gpus {

    /** Mean over them of the time that each was at work lately, 0 to 100; empty if there is none, or none tells. Thread-safe. */
    OptionalDouble utilization();
}
