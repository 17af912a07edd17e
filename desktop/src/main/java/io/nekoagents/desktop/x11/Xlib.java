package io.nekoagents.desktop.x11;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The functions of libX11, libXtst and libXext that a room needs, by their C names. Types as on 64-bit Linux. */
@SuppressWarnings("restricted") // C functions are what this is for
final class Xlib {

    private static final Logger LOG = LoggerFactory.getLogger(Xlib.class);

    private static final Native X11 = Native.library("libX11.so.6");
    private static final Native XTST = Native.library("libXtst.so.6");

    static final MethodHandle OPEN_DISPLAY = X11.function("XOpenDisplay", ADDRESS, ADDRESS);
    static final MethodHandle CLOSE_DISPLAY = X11.function("XCloseDisplay", JAVA_INT, ADDRESS);
    static final MethodHandle FLUSH = X11.function("XFlush", JAVA_INT, ADDRESS);
    static final MethodHandle SYNC = X11.function("XSync", JAVA_INT, ADDRESS, JAVA_INT);
    static final MethodHandle ROOT_WINDOW = X11.function("XDefaultRootWindow", JAVA_LONG, ADDRESS);
    static final MethodHandle FREE = X11.function("XFree", JAVA_INT, ADDRESS);

    static final MethodHandle DISPLAY_KEYCODES = X11.function("XDisplayKeycodes", JAVA_INT, ADDRESS, ADDRESS, ADDRESS);
    static final MethodHandle KEYBOARD_MAPPING =
            X11.function("XGetKeyboardMapping", ADDRESS, ADDRESS, JAVA_BYTE, JAVA_INT, ADDRESS);
    static final MethodHandle CHANGE_KEYBOARD_MAPPING =
            X11.function("XChangeKeyboardMapping", JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);

    static final MethodHandle FAKE_KEY =
            XTST.function("XTestFakeKeyEvent", JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, JAVA_LONG);
    static final MethodHandle FAKE_BUTTON =
            XTST.function("XTestFakeButtonEvent", JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, JAVA_LONG);
    static final MethodHandle FAKE_MOTION =
            XTST.function("XTestFakeMotionEvent", JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG);

    static final MethodHandle INTERN_ATOM = X11.function("XInternAtom", JAVA_LONG, ADDRESS, ADDRESS, JAVA_INT);
    static final MethodHandle CREATE_WINDOW = X11.function(
            "XCreateSimpleWindow",
            JAVA_LONG,
            ADDRESS,
            JAVA_LONG,
            JAVA_INT,
            JAVA_INT,
            JAVA_INT,
            JAVA_INT,
            JAVA_INT,
            JAVA_LONG,
            JAVA_LONG);
    static final MethodHandle SET_SELECTION_OWNER =
            X11.function("XSetSelectionOwner", JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    static final MethodHandle SELECTION_OWNER = X11.function("XGetSelectionOwner", JAVA_LONG, ADDRESS, JAVA_LONG);
    static final MethodHandle CONVERT_SELECTION =
            X11.function("XConvertSelection", JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    static final MethodHandle CHANGE_PROPERTY = X11.function(
            "XChangeProperty",
            JAVA_INT,
            ADDRESS,
            JAVA_LONG,
            JAVA_LONG,
            JAVA_LONG,
            JAVA_INT,
            JAVA_INT,
            ADDRESS,
            JAVA_INT);
    static final MethodHandle GET_PROPERTY = X11.function(
            "XGetWindowProperty",
            JAVA_INT,
            ADDRESS,
            JAVA_LONG,
            JAVA_LONG,
            JAVA_LONG,
            JAVA_LONG,
            JAVA_INT,
            JAVA_LONG,
            ADDRESS,
            ADDRESS,
            ADDRESS,
            ADDRESS,
            ADDRESS);
    static final MethodHandle PENDING = X11.function("XPending", JAVA_INT, ADDRESS);
    static final MethodHandle NEXT_EVENT = X11.function("XNextEvent", JAVA_INT, ADDRESS, ADDRESS);
    static final MethodHandle SEND_EVENT =
            X11.function("XSendEvent", JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_LONG, ADDRESS);

    /** Addresses. One is given back if the loss is only seen while the display is closed: what is opened there is another. */
    private static final Set<Long> LOST = ConcurrentHashMap.newKeySet();

    private static final MethodHandle INIT_THREADS = X11.function("XInitThreads", JAVA_INT);
    private static final MethodHandle SET_ERROR_HANDLER = X11.function("XSetErrorHandler", ADDRESS, ADDRESS);
    private static final MethodHandle SET_LOSS_HANDLER = X11.function("XSetIOErrorHandler", ADDRESS, ADDRESS);
    private static final MethodHandle SET_LOSS_EXIT =
            X11.procedure("XSetIOErrorExitHandler", ADDRESS, ADDRESS, ADDRESS);
    private static final MemorySegment LOSS_HANDLER = upcall(
            "onLoss", FunctionDescriptor.of(JAVA_INT, ADDRESS), MethodType.methodType(int.class, MemorySegment.class));
    private static final MemorySegment LOSS_EXIT = upcall(
            "onLossExit",
            FunctionDescriptor.ofVoid(ADDRESS, ADDRESS),
            MethodType.methodType(void.class, MemorySegment.class, MemorySegment.class));

    static {
        Native.call(() -> (int) INIT_THREADS.invokeExact());
        Native.call(() -> (MemorySegment) SET_ERROR_HANDLER.invokeExact(errorHandler()));
        Native.call(() -> (MemorySegment) SET_LOSS_HANDLER.invokeExact(LOSS_HANDLER));
    }

    private Xlib() {}

    /** Whether the display's server is gone: no further call on it is sound, not even the one that closes it. */
    static boolean lost(MemorySegment display) {
        return LOST.contains(display.address());
    }

    /** Has calls on this display, just opened, return when its server is gone; Xlib would end the process. */
    static void surviveLossOf(MemorySegment display) {
        LOST.remove(display.address());
        Native.call(() -> {
            SET_LOSS_EXIT.invokeExact(display, LOSS_EXIT, MemorySegment.NULL);
            return true;
        });
    }

    /** Xlib's own handler ends the process. */
    private static MemorySegment errorHandler() {
        return upcall(
                "onError",
                FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS),
                MethodType.methodType(int.class, MemorySegment.class, MemorySegment.class));
    }

    /** A method of this class as a C function. */
    private static MemorySegment upcall(String method, FunctionDescriptor descriptor, MethodType type) {
        return Native.call(() -> Linker.nativeLinker()
                .upcallStub(MethodHandles.lookup().findStatic(Xlib.class, method, type), descriptor, Arena.global()));
    }

    @SuppressWarnings("unused") // called by Xlib
    private static int onLoss(MemorySegment display) {
        if (LOST.add(display.address())) {
            LOG.atWarn().log("Lost the display");
        }
        return 0;
    }

    @SuppressWarnings("unused") // called by Xlib, which ends the process unless this returns
    private static void onLossExit(MemorySegment display, MemorySegment data) {
        LOG.atDebug().log("Went on without the display");
    }

    @SuppressWarnings("unused") // called by Xlib
    private static int onError(MemorySegment display, MemorySegment event) {
        // XErrorEvent: int type; Display*; XID resource; unsigned long serial; unsigned char error, request, minor
        MemorySegment error = event.reinterpret(40);
        LOG.atDebug()
                .addKeyValue("problem", error.get(JAVA_BYTE, 32))
                .addKeyValue("request", error.get(JAVA_BYTE, 33))
                .log("X refused a request");
        return 0;
    }
}
