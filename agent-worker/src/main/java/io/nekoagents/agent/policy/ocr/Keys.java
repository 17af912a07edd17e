package io.nekoagents.agent.policy.ocr;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Names of keys as people write them. */
final class Keys {

    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("enter", "Enter"),
            Map.entry("return", "Enter"),
            Map.entry("escape", "Escape"),
            Map.entry("esc", "Escape"),
            Map.entry("tab", "Tab"),
            Map.entry("space", "Space"),
            Map.entry("space bar", "Space"),
            Map.entry("backspace", "Backspace"),
            Map.entry("delete", "Delete"),
            Map.entry("del", "Delete"),
            Map.entry("home", "Home"),
            Map.entry("end", "End"),
            Map.entry("page up", "PageUp"),
            Map.entry("page down", "PageDown"),
            Map.entry("up", "Up"),
            Map.entry("down", "Down"),
            Map.entry("left", "Left"),
            Map.entry("right", "Right"),
            Map.entry("ctrl", "Control"),
            Map.entry("control", "Control"),
            Map.entry("alt", "Alt"),
            Map.entry("shift", "Shift"),
            Map.entry("meta", "Meta"));

    private Keys() {}

    /** A key or chord as actions name it, e.g. {@code Control+a} for Ctrl+A; empty if it is none. */
    static Optional<String> named(String words) {
        List<String> keys = new ArrayList<>();
        for (String part : words.strip().split("\\s*\\+\\s*", -1)) {
            Optional<String> key = key(part.toLowerCase(Locale.ROOT), !keys.isEmpty());
            if (key.isEmpty()) {
                return Optional.empty();
            }
            keys.add(key.get());
        }
        return Optional.of(String.join("+", keys));
    }

    private static Optional<String> key(String name, boolean inChord) {
        String plain = name.replaceAll("(?:^arrow[ -]?)|(?: arrow$)", "")
                .replace("pageup", "page up")
                .replace("pagedown", "page down");
        if (plain.matches("f(?:[1-9]|1[0-2])")) {
            return Optional.of(plain.toUpperCase(Locale.ROOT));
        }
        if (inChord && plain.length() == 1) {
            return Optional.of(plain);
        }
        return Optional.ofNullable(NAMES.get(plain));
    }
}
