package io.nekoagents.desktop.x11;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;

/**
 * What a display shows, read through memory shared with the X server (MIT-SHM). The display has 24 bits a pixel, which X
 * lays out as BGRX in 32. Thread-safe.
 */
@SuppressWarnings("restricted") // C functions are what this is for
public final class Screen implements AutoCloseable {

    private static final int Z_PIXMAP = 2;
    private static final int PRIVATE_SEGMENT = 0;
    private static final int CREATE = 0x200 | 0x180;
    private static final int REMOVE = 0;
    private static final long ALL_PLANES = -1L;

    /** {@code XShmSegmentInfo}: ShmSeg shmseg; int shmid; char *shmaddr; Bool readOnly. */
    private static final StructLayout SEGMENT_INFO = MemoryLayout.structLayout(
            JAVA_LONG.withName("shmseg"),
            JAVA_INT.withName("shmid"),
            MemoryLayout.paddingLayout(4),
            ADDRESS.withName("shmaddr"),
            JAVA_INT.withName("readOnly"),
            MemoryLayout.paddingLayout(4));

    /** Of {@code XImage}: int width, height, xoffset, format; char *data; … */
    private static final long DATA_OF_IMAGE = 16;

    private static final Native XEXT = Native.library("libXext.so.6");
    private static final Native X11 = Native.library("libX11.so.6");
    private static final MethodHandle SHM_CREATE_IMAGE = XEXT.function(
            "XShmCreateImage", ADDRESS, ADDRESS, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, JAVA_INT, JAVA_INT);
    private static final MethodHandle SHM_ATTACH = XEXT.function("XShmAttach", JAVA_INT, ADDRESS, ADDRESS);
    private static final MethodHandle SHM_DETACH = XEXT.function("XShmDetach", JAVA_INT, ADDRESS, ADDRESS);
    private static final MethodHandle SHM_GET_IMAGE =
            XEXT.function("XShmGetImage", JAVA_INT, ADDRESS, JAVA_LONG, ADDRESS, JAVA_INT, JAVA_INT, JAVA_LONG);
    private static final MethodHandle DEFAULT_VISUAL = X11.function("XDefaultVisual", ADDRESS, ADDRESS, JAVA_INT);
    private static final MethodHandle DEFAULT_SCREEN = X11.function("XDefaultScreen", JAVA_INT, ADDRESS);
    private static final MethodHandle SHMGET = Native.c().function("shmget", JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT);
    private static final MethodHandle SHMAT = Native.c().function("shmat", ADDRESS, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle SHMDT = Native.c().function("shmdt", JAVA_INT, ADDRESS);
    private static final MethodHandle SHMCTL = Native.c().function("shmctl", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS);

    private final XConnection connection;
    private final int width;
    private final int height;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment info = arena.allocate(SEGMENT_INFO);
    private final MemorySegment pixels;
    private final MemorySegment image;

    Screen(XConnection connection, int width, int height) {
        this.connection = connection;
        this.width = width;
        this.height = height;
        long bytes = 4L * width * height;
        int id = Native.call(() -> (int) SHMGET.invokeExact(PRIVATE_SEGMENT, bytes, CREATE));
        if (id < 0) {
            throw new DisplayException("No shared memory of " + bytes + " bytes for the screen");
        }
        MemorySegment attached = Native.call(() -> (MemorySegment) SHMAT.invokeExact(id, MemorySegment.NULL, 0));
        this.pixels = attached.reinterpret(bytes);
        info.set(JAVA_INT, 8, id);
        info.set(ADDRESS, 16, attached);
        this.image = createImage(attached);
        Native.call(() -> (int) SHM_ATTACH.invokeExact(connection.display(), info));
        connection.sync();
        // It lives for as long as both sides are attached, and no longer.
        Native.call(() -> (int) SHMCTL.invokeExact(id, REMOVE, MemorySegment.NULL));
    }

    private MemorySegment createImage(MemorySegment data) {
        int screen = Native.call(() -> (int) DEFAULT_SCREEN.invokeExact(connection.display()));
        MemorySegment visual =
                Native.call(() -> (MemorySegment) DEFAULT_VISUAL.invokeExact(connection.display(), screen));
        MemorySegment created = Native.call(() -> (MemorySegment) SHM_CREATE_IMAGE.invokeExact(
                connection.display(), visual, 24, Z_PIXMAP, MemorySegment.NULL, info, width, height));
        if (created.equals(MemorySegment.NULL)) {
            throw new DisplayException("The display does not share memory");
        }
        created.reinterpret(DATA_OF_IMAGE + Long.BYTES).set(ADDRESS, DATA_OF_IMAGE, data);
        return created;
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /**
     * Copies what the display shows now.
     *
     * @param bgra takes 4 bytes for each pixel, row by row from the top; the fourth means nothing
     */
    public void capture(byte[] bgra) {
        synchronized (connection) {
            long root = connection.rootWindow();
            int taken = Native.call(
                    () -> (int) SHM_GET_IMAGE.invokeExact(connection.display(), root, image, 0, 0, ALL_PLANES));
            if (taken == 0) {
                throw new DisplayException("The display does not give its picture");
            }
            MemorySegment.copy(pixels, JAVA_BYTE, 0, bgra, 0, bgra.length);
        }
    }

    @Override
    public void close() {
        synchronized (connection) {
            if (!connection.lost()) {
                Native.call(() -> (int) SHM_DETACH.invokeExact(connection.display(), info));
                connection.sync();
            }
            connection.close();
            Native.call(() -> (int) SHMDT.invokeExact(pixels));
            arena.close();
        }
    }
}
