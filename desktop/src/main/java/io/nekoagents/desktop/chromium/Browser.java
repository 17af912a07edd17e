package io.nekoagents.desktop.chromium;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chromium with its address bar, filling a display; one that ends is started again. */
public final class Browser implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Browser.class);
    private static final Duration AGAIN = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final String PORT_FILE = "DevToolsActivePort";

    private final BrowserSettings settings;
    private volatile Process process;
    private volatile boolean closed;

    private Browser(BrowserSettings settings) throws IOException {
        this.settings = settings;
        this.process = launch();
        Thread.ofVirtual().name("browser-keeper").start(this::keep);
    }

    /**
     * Starts it; it shows its first page when this returns.
     *
     * @throws BrowserException if Chromium is not installed or does not come up
     */
    public static Browser start(BrowserSettings settings) {
        try {
            Browser browser = new Browser(settings);
            browser.awaitUp();
            return browser;
        } catch (IOException e) {
            throw new BrowserException("Chromium cannot be started; is the package chromium installed?", e);
        }
    }

    private Process launch() throws IOException {
        Files.createDirectories(settings.profile());
        Files.deleteIfExists(settings.profile().resolve(PORT_FILE));
        // Left by a browser that was killed; it would take the profile to be in use.
        Files.deleteIfExists(settings.profile().resolve("SingletonLock"));
        ProcessBuilder builder = new ProcessBuilder(command())
                .redirectErrorStream(true)
                .redirectOutput(
                        settings.profile().resolveSibling("chromium.log").toFile());
        builder.environment().put("DISPLAY", settings.display());
        return builder.start();
    }

    private List<String> command() {
        List<String> command = new ArrayList<>(List.of(
                "chromium",
                "--user-data-dir=" + settings.profile(),
                "--window-position=0,0",
                "--window-size=" + settings.width() + "," + settings.height(),
                "--remote-debugging-address=127.0.0.1",
                "--remote-debugging-port=0",
                "--touch-events=enabled",
                "--force-device-scale-factor=1",
                "--no-first-run",
                "--no-default-browser-check",
                "--disable-default-apps",
                // Its crash reporter would be a process that is nobody's child.
                "--disable-breakpad",
                "--disable-crash-reporter",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-features=Translate,MediaRouter,OptimizationHints,AutofillServerCommunication,PasswordManagerOnboarding",
                "--disable-save-password-bubble",
                "--hide-crash-restore-bubble",
                "--password-store=basic",
                "--mute-audio",
                // Hides the bar that warns of the next.
                "--test-type"));
        if ("root".equals(System.getProperty("user.name"))) {
            command.add("--no-sandbox");
        }
        command.add(settings.startPage().toString());
        return command;
    }

    private void keep() {
        try {
            while (!closed) {
                process.waitFor();
                TimeUnit.NANOSECONDS.sleep(AGAIN.toNanos());
                startAgain();
            }
        } catch (IOException e) {
            LOG.atError().setCause(e).log("The browser cannot be started again");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void startAgain() throws IOException {
        if (!closed) {
            LOG.atWarn().log("The browser ended and is started again");
            process = launch();
        }
    }

    private void awaitUp() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        DevTools tools = new DevTools(this::devTools);
        while (!tools.answers()) {
            if (System.nanoTime() > deadline) {
                close();
                throw new BrowserException("Chromium did not come up in " + PATIENCE.toSeconds() + " s", null);
            }
            rest();
        }
    }

    private static void rest() {
        try {
            TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrowserException("Interrupted while Chromium came up", e);
        }
    }

    /**
     * Where its DevTools answer, as {@code http://127.0.0.1:port}.
     *
     * @throws BrowserException while it is not up
     */
    public URI devTools() {
        Path file = settings.profile().resolve(PORT_FILE);
        try (Stream<String> lines = Files.lines(file)) {
            return URI.create("http://127.0.0.1:" + lines.findFirst().orElseThrow());
        } catch (IOException | NoSuchElementException e) {
            throw new BrowserException("Chromium is not up", e);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        Process running = process;
        List<ProcessHandle> descendants = running.descendants().toList();
        running.destroy();
        try {
            if (!running.waitFor(5, TimeUnit.SECONDS)) {
                running.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
            }
        } catch (InterruptedException _) {
            running.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        descendants.forEach(ProcessHandle::destroyForcibly);
        awaitEnd(descendants);
    }

    /** They write to the profile to their last moment, and whoever closes the browser may delete it next. */
    private static void awaitEnd(List<ProcessHandle> processes) {
        CompletableFuture<?>[] ends =
                processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(ends)
                .completeOnTimeout(null, 2, TimeUnit.SECONDS)
                .join();
    }
}
