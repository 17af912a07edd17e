package io.nekoagents.agent.execute;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keys pressed together.
 *
 * @param keysyms of X11, in the order in which they go down
 */
public record KeyChord(List<Integer> keysyms) {

    static final KeyChord ENTER = new KeyChord(List.of(0xff0d));
    static final KeyChord SELECT_ALL = new KeyChord(List.of(0xffe3, (int) 'a'));
    static final KeyChord COPY = new KeyChord(List.of(0xffe3, (int) 'c'));
    static final KeyChord ADDRESS_BAR = new KeyChord(List.of(0xffe3, (int) 'l'));

    private static final Map<String, Integer> NAMED = Map.ofEntries(
            Map.entry("enter", 0xff0d),
            Map.entry("return", 0xff0d),
            Map.entry("tab", 0xff09),
            Map.entry("escape", 0xff1b),
            Map.entry("esc", 0xff1b),
            Map.entry("backspace", 0xff08),
            Map.entry("delete", 0xffff),
            Map.entry("home", 0xff50),
            Map.entry("end", 0xff57),
            Map.entry("left", 0xff51),
            Map.entry("up", 0xff52),
            Map.entry("right", 0xff53),
            Map.entry("down", 0xff54),
            Map.entry("pageup", 0xff55),
            Map.entry("pagedown", 0xff56),
            Map.entry("space", 0x20),
            Map.entry("control", 0xffe3),
            Map.entry("ctrl", 0xffe3),
            Map.entry("shift", 0xffe1),
            Map.entry("alt", 0xffe9),
            Map.entry("meta", 0xffeb));

    public KeyChord {
        keysyms = List.copyOf(keysyms);
    }

    /** Reads a name such as {@code Escape} or {@code Control+a}; empty if a key in it is not known. */
    public static Optional<KeyChord> parse(String name) {
        List<Integer> keysyms = new ArrayList<>();
        for (String key : name.strip().split("\\s*\\+\\s*", -1)) {
            Integer keysym = keysym(key);
            if (keysym == null) {
                return Optional.empty();
            }
            keysyms.add(keysym);
        }
        return Optional.of(new KeyChord(keysyms));
    }

    private static @Nullable Integer keysym(String key) {
        String name = key.toLowerCase(Locale.ROOT).replace(" ", "").replace("_", "");
        if (name.matches("f([1-9]|1[0-2])")) {
            return 0xffbe + Integer.parseInt(name.substring(1)) - 1;
        }
        if (key.codePointCount(0, key.length()) == 1) {
            int codePoint = key.codePointAt(0);
            return codePoint < 0x100 ? codePoint : 0x01000000 + codePoint;
        }
        return NAMED.get(name);
    }
}
