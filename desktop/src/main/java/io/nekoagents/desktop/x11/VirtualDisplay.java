package io.nekoagents.desktop.x11;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An X server without a monitor, in a process of its own, and this process's connections to it. */
public final class VirtualDisplay implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 20;

    private final Process server;
    private final String name;
    private final XConnection input;
    private final Screen screen;
    private final Pointer pointer;
    private final Keyboard keyboard;
    private final Clipboard clipboard;

    private VirtualDisplay(Process server, String name, int width, int height) {
        this.server = server;
        this.name = name;
        this.input = XConnection.open(name);
        this.pointer = new Pointer(input);
        this.keyboard = new Keyboard(input);
        this.screen = new Screen(XConnection.open(name), width, height);
        this.clipboard = new Clipboard(XConnection.open(name));
    }

    /**
     * Starts a display of 24 bits a pixel.
     *
     * @throws DisplayException if Xvfb is not installed or does not come up
     */
    public static VirtualDisplay start(int width, int height) {
        List<String> command = new ArrayList<>(List.of("Xvfb", "-displayfd", "1"));
        command.addAll(List.of("-screen", "0", width + "x" + height + "x24", "-nolisten", "tcp", "-noreset", "-ac"));
        Process server;
        try {
            server = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new DisplayException("Xvfb cannot be started; is the package xvfb installed?", e);
        }
        try {
            return new VirtualDisplay(server, ":" + number(server), width, height);
        } catch (RuntimeException e) { // whatever it was, the server must not outlive it
            server.destroy();
            throw e;
        }
    }

    /** Xvfb says which number it took, once it answers. */
    private static String number(Process server) {
        CompletableFuture<String> said = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try (BufferedReader output = server.inputReader()) {
                String line = output.readLine();
                said.complete(line == null ? "" : line.strip());
                output.transferTo(Writer.nullWriter());
            } catch (IOException e) {
                said.completeExceptionally(e);
            }
        });
        try {
            String number = said.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (number.isEmpty()) {
                throw new DisplayException("Xvfb ended before it had a display");
            }
            return number;
        } catch (ExecutionException | TimeoutException e) {
            throw new DisplayException("Xvfb did not come up in " + PATIENCE_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DisplayException("Interrupted while Xvfb came up", e);
        }
    }

    /** As {@code DISPLAY} has it, such as {@code :7}. */
    public String name() {
        return name;
    }

    public Screen screen() {
        return screen;
    }

    public Pointer pointer() {
        return pointer;
    }

    public Keyboard keyboard() {
        return keyboard;
    }

    public Clipboard clipboard() {
        return clipboard;
    }

    @Override
    public void close() {
        clipboard.close();
        screen.close();
        synchronized (input) {
            input.close();
        }
        server.destroy();
        try {
            if (!server.waitFor(5, TimeUnit.SECONDS)) {
                server.destroyForcibly();
            }
        } catch (InterruptedException _) {
            server.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
