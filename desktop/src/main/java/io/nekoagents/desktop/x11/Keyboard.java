package io.nekoagents.desktop.x11;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The keyboard of a display. A keysym that no key has is put on a spare key, the one not used for longest; programs hear of
 * a new map before the key only if they are given a moment. Thread-safe.
 */
@SuppressWarnings("restricted") // C functions are what this is for
public final class Keyboard {

    private static final int SHIFT = 0xffe1;
    private static final Set<Integer> SHIFTS = Set.of(0xffe1, 0xffe2);
    /** Programs read the keyboard's map again when they are told that it changed. */
    private static final Duration NEW_MAP = Duration.ofMillis(60);

    private final XConnection connection;
    private final Map<Integer, Key> keys = new HashMap<>();
    private final LinkedHashMap<Integer, Integer> spare = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Integer, Key> held = new HashMap<>();
    private int symbolsPerKey;

    /** @param shifted whether Shift is part of it */
    private record Key(int code, boolean shifted) {}

    Keyboard(XConnection connection) {
        this.connection = connection;
        readMap();
    }

    private void readMap() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment least = arena.allocate(JAVA_INT);
            MemorySegment most = arena.allocate(JAVA_INT);
            MemorySegment perKey = arena.allocate(JAVA_INT);
            Native.call(() -> (int) Xlib.DISPLAY_KEYCODES.invokeExact(connection.display(), least, most));
            int first = least.get(JAVA_INT, 0);
            int count = most.get(JAVA_INT, 0) - first + 1;
            MemorySegment map = Native.call(() -> (MemorySegment)
                    Xlib.KEYBOARD_MAPPING.invokeExact(connection.display(), (byte) first, count, perKey));
            symbolsPerKey = perKey.get(JAVA_INT, 0);
            MemorySegment symbols = map.reinterpret((long) count * symbolsPerKey * Long.BYTES);
            for (int key = 0; key < count; key++) {
                learn(first + key, symbols, key * symbolsPerKey);
            }
            Native.call(() -> (int) Xlib.FREE.invokeExact(map));
        }
    }

    private void learn(int code, MemorySegment symbols, int at) {
        boolean empty = true;
        for (int level = 0; level < symbolsPerKey; level++) {
            int symbol = (int) symbols.getAtIndex(JAVA_LONG, at + level);
            empty &= symbol == 0;
            if (symbol != 0 && level < 2) {
                keys.putIfAbsent(symbol, new Key(code, level == 1));
            }
        }
        if (empty) {
            spare.put(code, 0);
        }
    }

    /** @param keysym of X11 */
    public void key(int keysym, boolean down) {
        synchronized (connection) {
            if (down) {
                press(keysym);
            } else {
                release(keysym);
            }
            connection.sync();
        }
    }

    private void press(int keysym) {
        Key key = keys.get(keysym);
        if (key == null) {
            key = bind(keysym);
        }
        held.put(keysym, key);
        boolean shift = key.shifted() && held.keySet().stream().noneMatch(SHIFTS::contains);
        Key shiftKey = keys.get(SHIFT);
        if (shift && shiftKey != null) {
            fake(shiftKey.code(), true);
            fake(key.code(), true);
            fake(shiftKey.code(), false);
        } else {
            fake(key.code(), true);
        }
    }

    private void release(int keysym) {
        Key key = held.remove(keysym);
        if (key == null) {
            key = keys.get(keysym);
        }
        if (key != null) {
            fake(key.code(), false);
        }
    }

    /** Puts the symbol on the spare key that was not used for longest. */
    private Key bind(int keysym) {
        if (spare.isEmpty()) {
            throw new DisplayException("The keyboard has no spare key for keysym 0x" + Integer.toHexString(keysym));
        }
        int code = spare.sequencedKeySet().getFirst();
        Integer before = spare.get(code);
        if (before != null && before != 0) {
            keys.remove(before);
        }
        spare.put(code, keysym);
        Key key = new Key(code, false);
        keys.put(keysym, key);
        map(code, keysym);
        return key;
    }

    private void map(int code, int keysym) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment symbols = arena.allocate(JAVA_LONG, symbolsPerKey);
            for (int level = 0; level < symbolsPerKey; level++) {
                symbols.setAtIndex(JAVA_LONG, level, keysym);
            }
            Native.call(() -> (int)
                    Xlib.CHANGE_KEYBOARD_MAPPING.invokeExact(connection.display(), code, symbolsPerKey, symbols, 1));
        }
        connection.sync();
        rest();
    }

    private static void rest() {
        try {
            TimeUnit.NANOSECONDS.sleep(NEW_MAP.toNanos());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void fake(int code, boolean down) {
        Native.call(() -> (int) Xlib.FAKE_KEY.invokeExact(connection.display(), code, down ? 1 : 0, 0L));
    }
}
