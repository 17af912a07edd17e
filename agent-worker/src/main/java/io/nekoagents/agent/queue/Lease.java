package io.nekoagents.agent.queue;

import io.nekoagents.schema.task.QueuedTask;

/** A task held, and kept held until one of {@link #complete}, {@link #handBack} and loss. Thread-safe. */
public interface Lease {

    QueuedTask task();

    /** How often the broker has delivered this record, as far as it knows: 1 for the first time. */
    int delivery();

    /** The record is done with and will not be delivered again. Without effect after the first settlement. */
    void complete();

    /** Gives the record to whoever is free, at once. Without effect after the first settlement. */
    void handBack();

    /** Whether the broker has taken the record away; another worker may hold it. */
    boolean lost();

    /** Runs an action when the lease is lost, or at once if it already is. The action must be short. */
    void onLost(Runnable action);
}
