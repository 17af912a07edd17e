package io.nekoagents.desktop.x11;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** One connection to a display. Each user has its own, and holds its lock while it calls. */
final class XConnection implements AutoCloseable {

    private final MemorySegment display;
    private volatile boolean closed;

    private XConnection(MemorySegment display) {
        this.display = display;
    }

    static XConnection open(String name) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment text = arena.allocateFrom(name);
            MemorySegment display = Native.call(() -> (MemorySegment) Xlib.OPEN_DISPLAY.invokeExact(text));
            if (display.equals(MemorySegment.NULL)) {
                throw new DisplayException("The display " + name + " does not answer");
            }
            Xlib.surviveLossOf(display);
            return new XConnection(display);
        }
    }

    /** @throws DisplayException if it is closed, and what its address led to is gone, or its server is */
    MemorySegment display() {
        if (closed) {
            throw new DisplayException("The display is closed");
        }
        if (lost()) {
            throw new DisplayException("The display's server is gone");
        }
        return display;
    }

    boolean lost() {
        return Xlib.lost(display);
    }

    void flush() {
        Native.call(() -> (int) Xlib.FLUSH.invokeExact(display()));
    }

    /** Returns when the server has done all that was asked. */
    void sync() {
        Native.call(() -> (int) Xlib.SYNC.invokeExact(display(), 0));
    }

    long rootWindow() {
        return Native.call(() -> (long) Xlib.ROOT_WINDOW.invokeExact(display()));
    }

    @Override
    public void close() {
        if (!closed && !lost()) {
            Native.call(() -> (int) Xlib.CLOSE_DISPLAY.invokeExact(display));
        }
        closed = true;
    }
}
