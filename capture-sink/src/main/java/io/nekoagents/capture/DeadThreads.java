package io.nekoagents.capture;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of a process one of whose threads cannot go on, for want of memory or of a class: it says so and stops, for
 * whoever started it to start it again. Otherwise that thread's work would stay undone while all else looks alive.
 */
public final class DeadThreads implements Thread.UncaughtExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(DeadThreads.class);

    private final Runnable stop;

    /** @param stop stops the process; is run on a thread of its own */
    public DeadThreads(Runnable stop) {
        this.stop = stop;
    }

    @Override
    public void uncaughtException(Thread thread, Throwable why) {
        try {
            LOG.atError()
                    .addKeyValue(LogKeys.EVENT, "thread_died")
                    .addKeyValue("thread", thread.getName())
                    .setCause(why)
                    .log("A thread died of what it cannot go on after");
        } finally {
            Thread.ofPlatform().name("capture-stop").start(stop);
        }
    }
}
