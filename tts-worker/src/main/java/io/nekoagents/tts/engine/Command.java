package io.nekoagents.tts.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** A program of the operating system, run once for each answer. */
final class Command {

    private static final Executor READERS =
            work -> Thread.ofVirtual().name("command").start(work);
    private static final int LONGEST_COMPLAINT = 300;

    private final String program;
    private final String debianPackage;
    private final Duration timeout;

    Command(String program, String debianPackage, Duration timeout) {
        this.program = program;
        this.debianPackage = debianPackage;
        this.timeout = timeout;
    }

    /** What it writes. It is ended on an interrupt, and when it takes too long; if it complains, it has refused. */
    byte[] run(List<String> arguments, String input) throws EngineException, InterruptedException {
        Process process = start(arguments);
        try {
            CompletableFuture<byte[]> output = all(process.getInputStream());
            CompletableFuture<byte[]> errors = all(process.getErrorStream());
            give(process.getOutputStream(), input);
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new EngineException.Unavailable(
                        program + " did not end within " + timeout.toSeconds() + " s", null);
            }
            if (process.exitValue() != 0) {
                String complaint = new String(errors.join(), StandardCharsets.UTF_8).strip();
                String start = complaint.substring(0, Math.min(LONGEST_COMPLAINT, complaint.length()));
                throw new EngineException.Refused("engine_refused", program + ": " + start);
            }
            return output.join();
        } catch (CompletionException e) {
            throw new EngineException.Unavailable(program + " cannot be read", e.getCause());
        } finally {
            process.destroyForcibly();
        }
    }

    private Process start(List<String> arguments) throws EngineException {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(arguments);
        try {
            return new ProcessBuilder(command).start();
        } catch (IOException e) {
            throw new EngineException.Unavailable(
                    program + " cannot be started: is the package " + debianPackage + " installed?", e);
        }
    }

    private static CompletableFuture<byte[]> all(InputStream stream) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try (stream) {
                        return stream.readAllBytes();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                READERS);
    }

    /** In another thread, as it may not take it all before it has answered; if it takes none, its status says why. */
    private static void give(OutputStream stream, String input) {
        READERS.execute(() -> {
            try (stream) {
                stream.write(input.getBytes(StandardCharsets.UTF_8));
            } catch (IOException _) {
                // It has ended.
            }
        });
    }
}
