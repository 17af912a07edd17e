package io.nekoagents.agent.queue;

import java.util.Optional;

/** One slot's place at the queue: it holds at most one task at a time. */
public interface WorkQueue extends AutoCloseable {

    /**
     * Waits for work. The lease taken before must have been completed, handed back or lost.
     *
     * @return the next task, or empty once the queue is drained
     */
    Optional<Lease> take() throws InterruptedException;

    /** Takes no more work: whoever waits in {@link #take} gets nothing. A lease that is held stays held. */
    void drain();

    /** Drains and leaves the queue; a lease still held goes to another worker at once. */
    @Override
    void close();
}
