package io.nekoagents.desktop;

import io.nekoagents.desktop.chromium.Browser;
import io.nekoagents.desktop.chromium.BrowserSettings;
import io.nekoagents.desktop.chromium.DevTools;
import io.nekoagents.desktop.media.Microphone;
import io.nekoagents.desktop.media.Studio;
import io.nekoagents.desktop.room.RoomServer;
import io.nekoagents.desktop.site.DemoSite;
import io.nekoagents.desktop.x11.VirtualDisplay;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A running room: display, browser, media and server. Several can run on one machine. */
public final class Desktop implements AutoCloseable {

    private final VirtualDisplay display;
    private final Microphone microphone;
    private final Studio studio;
    private final RoomServer server;
    private final AtomicReference<@Nullable Browser> browser = new AtomicReference<>();

    private Desktop(DesktopSettings settings) {
        this.display = VirtualDisplay.start(settings.width(), settings.height());
        this.microphone = new Microphone(settings.microphone());
        try {
            this.studio = new Studio(new DisplaySource(display.screen()), settings.framesPerSecond(), microphone);
            DisplayStage stage = new DisplayStage(display, settings.framesPerSecond(), new DevTools(this::devToolsUri));
            this.server = RoomServer.start(
                    new RoomServer.Address(settings.host(), settings.port()),
                    new RoomServer.Passwords(settings.userPassword(), settings.adminPassword()),
                    stage,
                    studio,
                    new DemoSite());
        } catch (RuntimeException e) { // whatever it was, the display must not outlive it
            display.close();
            throw e;
        }
    }

    /** Starts a room; the browser shows its first page when this returns. */
    public static Desktop start(DesktopSettings settings) {
        Desktop desktop = new Desktop(settings);
        try {
            URI page = settings.startPage() == null ? desktop.demoUri() : settings.startPage();
            desktop.browser.set(Browser.start(new BrowserSettings(
                    desktop.display.name(),
                    settings.width(),
                    settings.height(),
                    settings.folder().resolve("profile"),
                    page)));
            return desktop;
        } catch (RuntimeException e) { // whatever it was, nothing must outlive it
            desktop.close();
            throw e;
        }
    }

    /** Where clients of the room connect. */
    public URI baseUri() {
        return server.baseUri();
    }

    /** The bundled pages. */
    public URI demoUri() {
        return baseUri().resolve("demo/");
    }

    /** What members say; silent in a room without microphone. */
    public Microphone microphone() {
        return microphone;
    }

    /** How long what a member says has lain in the jitter buffer before it was heard; see {@link Studio#buffered}. */
    public CompletableFuture<Optional<Duration>> buffered(String session) {
        return studio.buffered(session);
    }

    /** Where the browser's DevTools answer. */
    public URI devToolsUri() {
        Browser running = browser.get();
        if (running == null) {
            throw new IllegalStateException("The browser is not up");
        }
        return running.devTools();
    }

    @Override
    public void close() {
        server.close();
        studio.close();
        Browser running = browser.get();
        if (running != null) {
            running.close();
        }
        display.close();
    }
}
