package io.nekoagents.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A running {@link ChildJvm}. */
final class ChildProcess implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration GRACE = Duration.ofSeconds(20);
    private static final int LINES_OF_A_FAILURE = 15;

    private final ChildJvm jvm;
    private final Process process;

    private ChildProcess(ChildJvm jvm, Process process) {
        this.jvm = jvm;
        this.process = process;
    }

    /** @throws ChildProcessException if it cannot be started */
    static ChildProcess start(ChildJvm jvm) {
        try {
            Files.createDirectories(jvm.log().toAbsolutePath().getParent());
            Process process = new ProcessBuilder(jvm.command())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(jvm.log().toFile()))
                    .start();
            return new ChildProcess(jvm, process);
        } catch (IOException e) {
            throw new ChildProcessException("Cannot start the " + jvm.name() + ": " + e.getMessage(), e);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /**
     * Returns when the question is answered with yes.
     *
     * @throws ChildProcessException with the end of the log if it dies or is not ready in time; it is then stopped
     */
    void awaitReady(BooleanSupplier ready, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!ready.getAsBoolean()) {
            if (!process.isAlive()) {
                throw new ChildProcessException("The " + jvm.name() + " ended with status " + process.exitValue()
                        + " before it was ready. The end of " + jvm.log() + ":\n" + endOfLog());
            }
            if (System.nanoTime() > deadline) {
                close();
                throw new ChildProcessException("The " + jvm.name() + " was not ready after " + patience.toSeconds()
                        + " s. The end of " + jvm.log() + ":\n" + endOfLog());
            }
            pause();
        }
    }

    /** Asks it to end, and ends it if it does not within 20 s. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void pause() {
        try {
            Thread.sleep(POLL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            throw new ChildProcessException("Interrupted while the " + jvm.name() + " started", e);
        }
    }

    private String endOfLog() {
        Path log = jvm.log();
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_OF_A_FAILURE), lines.size()));
        } catch (IOException e) {
            return "(not readable: " + e.getMessage() + ")";
        }
    }
}
