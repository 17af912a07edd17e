package io.nekoagents.neko;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that takes one step after another. A room's owner thread handles its messages, and its native objects live and
 * die there. After its end it takes nothing more.
 */
final class RoomThread implements Executor, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RoomThread.class);

    private final ScheduledThreadPoolExecutor thread;

    RoomThread(String name) {
        thread = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name(name).factory(), (late, executor) -> ignore());
        thread.setRemoveOnCancelPolicy(true);
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    private static void ignore() {
        LOG.atTrace().log("A step came after the end");
    }

    @Override
    public void execute(Runnable step) {
        thread.execute(() -> run(step));
    }

    void after(Duration delay, Runnable step) {
        var _ = thread.schedule(() -> run(step), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    ScheduledFuture<?> every(Duration interval, Runnable step) {
        return thread.scheduleWithFixedDelay(
                () -> run(step), interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static void run(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("A step failed");
        }
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
