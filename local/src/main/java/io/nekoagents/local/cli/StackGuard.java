package io.nekoagents.local.cli;

import io.nekoagents.local.stack.AdminKey;
import io.nekoagents.local.stack.LocalStack;
import io.nekoagents.local.stack.Progress;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** What every verb that starts a stack takes care of. */
final class StackGuard {

    private StackGuard() {}

    /** Two stacks in one home would break each other's data. */
    static void refuseSecond(Path home) {
        RunningStack.find(home).ifPresent(running -> {
            throw new CommandFailedException("A stack already runs from " + home + " (pid " + running.pid()
                    + "). Stop it with ./nekoctl down, or give this one another --home and ports");
        });
    }

    /** The stack's admin key, which is said once: when it has just been made. */
    static AdminKey adminKey(Path home, PrintWriter out) {
        AdminKey key = AdminKey.of(home);
        if (key.isNew()) {
            out.println("Admin key, kept in " + home + " and not shown again: " + key.text());
            out.flush();
        }
        return key;
    }

    /** Seconds since the start, and what is being started. */
    static Progress progress(PrintWriter out) {
        long started = System.nanoTime();
        return what -> {
            out.println("%6.1f s  %s".formatted((System.nanoTime() - started) / 1e9, what));
            out.flush();
        };
    }

    /** Stops the stack on Ctrl-C and SIGTERM, in order and completely. */
    static void onShutdown(LocalStack stack, Path home, CountDownLatch stopped) {
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(() -> {
                    stack.close();
                    RunningStack.erase(home);
                    stopped.countDown();
                }));
    }
}
