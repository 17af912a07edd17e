package io.nekoagents.desktop.x11;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The display's clipboard, as the ICCCM has it: whoever copies owns the selection {@code CLIPBOARD} and hands its text to
 * whoever asks. A thread of its own answers while we own it. Thread-safe.
 */
@SuppressWarnings("restricted") // C functions are what this is for
public final class Clipboard implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Clipboard.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration LOOK = Duration.ofMillis(5);
    private static final int EVENT_BYTES = 192;
    private static final int SELECTION_CLEAR = 29;
    private static final int SELECTION_REQUEST = 30;
    private static final int SELECTION_NOTIFY = 31;
    private static final int REPLACE = 0;
    private static final long MOST_LONGS = 1 << 18;

    private final XConnection connection;
    private final long window;
    private final long selection;
    private final long utf8;
    private final long targets;
    private final long property;
    private final Thread thread =
            Thread.ofPlatform().name("x-clipboard").daemon(true).unstarted(this::serve);

    private @Nullable String owned;
    private @Nullable CompletableFuture<String> asked;
    private volatile boolean closed;

    Clipboard(XConnection connection) {
        this.connection = connection;
        this.selection = atom("CLIPBOARD");
        this.utf8 = atom("UTF8_STRING");
        this.targets = atom("TARGETS");
        this.property = atom("NEKO_CLIPBOARD");
        this.window = Native.call(() -> (long)
                Xlib.CREATE_WINDOW.invokeExact(connection.display(), connection.rootWindow(), 0, 0, 1, 1, 0, 0L, 0L));
        connection.sync();
        thread.start();
    }

    private long atom(String name) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment text = arena.allocateFrom(name);
            return Native.call(() -> (long) Xlib.INTERN_ATOM.invokeExact(connection.display(), text, 0));
        }
    }

    /** What was copied last; empty if nothing was, or its owner does not say. */
    public String read() {
        CompletableFuture<String> answer = new CompletableFuture<>();
        synchronized (connection) {
            if (owned != null) {
                return owned;
            }
            long owner = Native.call(() -> (long) Xlib.SELECTION_OWNER.invokeExact(connection.display(), selection));
            if (owner == 0) {
                return "";
            }
            asked = answer;
            Native.call(() -> (int)
                    Xlib.CONVERT_SELECTION.invokeExact(connection.display(), selection, utf8, property, window, 0L));
            connection.flush();
        }
        try {
            return answer.orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
        } catch (CompletionException e) {
            LOG.atInfo().setCause(e).log("The owner of the clipboard did not answer");
            return "";
        }
    }

    /** Copies a text. */
    public void write(String text) {
        synchronized (connection) {
            owned = text;
            Native.call(() -> (int) Xlib.SET_SELECTION_OWNER.invokeExact(connection.display(), selection, window, 0L));
            connection.flush();
        }
    }

    private void serve() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment event = arena.allocate(EVENT_BYTES, Long.BYTES);
            while (!closed) {
                if (!takeEvent(event)) {
                    TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (DisplayException e) {
            LOG.atWarn().setCause(e).log("The clipboard is gone with its display");
        }
    }

    private boolean takeEvent(MemorySegment event) {
        synchronized (connection) {
            if (closed || Native.call(() -> (int) Xlib.PENDING.invokeExact(connection.display())) == 0) {
                return false;
            }
            Native.call(() -> (int) Xlib.NEXT_EVENT.invokeExact(connection.display(), event));
            switch (event.get(JAVA_INT, 0)) {
                case SELECTION_CLEAR -> owned = null;
                case SELECTION_REQUEST -> answer(event);
                case SELECTION_NOTIFY -> answered(event);
                default -> {}
            }
            return true;
        }
    }

    /** XSelectionRequestEvent: type, serial, send_event, display, owner, requestor, selection, target, property, time. */
    private void answer(MemorySegment request) {
        long requestor = request.get(JAVA_LONG, 40);
        long target = request.get(JAVA_LONG, 56);
        long into = request.get(JAVA_LONG, 64);
        boolean known = give(requestor, target, into);
        try (Arena arena = Arena.ofConfined()) {
            // XSelectionEvent: type, serial, send_event, display, requestor, selection, target, property, time.
            MemorySegment notify = arena.allocate(EVENT_BYTES, Long.BYTES);
            notify.set(JAVA_INT, 0, SELECTION_NOTIFY);
            notify.set(JAVA_LONG, 32, requestor);
            notify.set(JAVA_LONG, 40, request.get(JAVA_LONG, 48));
            notify.set(JAVA_LONG, 48, target);
            notify.set(JAVA_LONG, 56, known ? into : 0L);
            notify.set(JAVA_LONG, 64, request.get(JAVA_LONG, 72));
            Native.call(() -> (int) Xlib.SEND_EVENT.invokeExact(connection.display(), requestor, 0, 0L, notify));
        }
        connection.flush();
    }

    private boolean give(long requestor, long target, long into) {
        String text = owned;
        if (text == null) {
            return false;
        }
        try (Arena arena = Arena.ofConfined()) {
            if (target == targets) {
                MemorySegment known = arena.allocate(JAVA_LONG, 2);
                known.setAtIndex(JAVA_LONG, 0, targets);
                known.setAtIndex(JAVA_LONG, 1, utf8);
                change(requestor, into, 4L, 32, known, 2);
                return true;
            }
            if (target == utf8) {
                byte[] bytes = text.getBytes(UTF_8);
                MemorySegment data = arena.allocate(Math.max(1, bytes.length));
                MemorySegment.copy(bytes, 0, data, JAVA_BYTE, 0, bytes.length);
                change(requestor, into, utf8, 8, data, bytes.length);
                return true;
            }
            return false;
        }
    }

    private void change(long of, long into, long type, int bits, MemorySegment data, int count) {
        Native.call(() -> (int)
                Xlib.CHANGE_PROPERTY.invokeExact(connection.display(), of, into, type, bits, REPLACE, data, count));
    }

    private void answered(MemorySegment event) {
        CompletableFuture<String> waiting = asked;
        asked = null;
        if (waiting != null) {
            boolean refused = event.get(JAVA_LONG, 56) == 0;
            waiting.complete(refused ? "" : takeProperty());
        }
    }

    private String takeProperty() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment type = arena.allocate(JAVA_LONG);
            MemorySegment format = arena.allocate(JAVA_INT);
            MemorySegment count = arena.allocate(JAVA_LONG);
            MemorySegment left = arena.allocate(JAVA_LONG);
            MemorySegment data = arena.allocate(ADDRESS);
            Native.call(() -> (int) Xlib.GET_PROPERTY.invokeExact(
                    connection.display(), window, property, 0L, MOST_LONGS, 1, 0L, type, format, count, left, data));
            MemorySegment bytes = data.get(ADDRESS, 0);
            if (bytes.equals(MemorySegment.NULL)) {
                return "";
            }
            byte[] text = bytes.reinterpret(count.get(JAVA_LONG, 0)).toArray(JAVA_BYTE);
            Native.call(() -> (int) Xlib.FREE.invokeExact(bytes));
            return new String(text, UTF_8);
        }
    }

    @Override
    public void close() {
        synchronized (connection) {
            closed = true;
            connection.close();
        }
        thread.interrupt();
    }
}
