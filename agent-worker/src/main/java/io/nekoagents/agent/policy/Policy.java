package io.nekoagents.agent.policy;

/** Decides one step at a time, from nothing but its arguments: any worker can go on where another stopped. Thread-safe. */
public interface Policy extends AutoCloseable {

    /** Short name for logs and the fleet, e.g. {@code ocr}. */
    String name();

    /**
     * The next step.
     *
     * @throws PolicyException if no decision could be had, through no fault of the task
     */
    Decision decide(Observation seen, StepContext context) throws PolicyException, InterruptedException;

    @Override
    default void close() {}
}
