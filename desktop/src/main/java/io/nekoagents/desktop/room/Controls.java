package io.nekoagents.desktop.room;

import io.nekoagents.desktop.media.InputPacket;
import io.nekoagents.neko.message.ControlMessage;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns the host's words and packets into input. What a host holds down goes up when it stops hosting. */
final class Controls {

    private static final int CONTROL = 0xffe3;

    private final Stage stage;
    private final Set<Integer> keys = new HashSet<>();
    private final Set<Integer> buttons = new HashSet<>();

    Controls(Stage stage) {
        this.stage = stage;
    }

    synchronized void apply(InputPacket packet) {
        switch (packet) {
            case InputPacket.Move(int x, int y) -> move(x, y);
            case InputPacket.Scroll(int deltaX, int deltaY) -> stage.scroll(deltaX, deltaY);
            case InputPacket.Key(int keysym, boolean down) -> key(keysym, down);
            case InputPacket.Button(int code, boolean down) -> button(code, down);
            case InputPacket.Touch(InputPacket.Phase phase, int id, int x, int y) -> stage.touch(phase, id, x, y);
        }
    }

    synchronized void apply(ControlMessage message) {
        switch (message) {
            case ControlMessage.Move(int x, int y) -> move(x, y);
            case ControlMessage.Scroll(int deltaX, int deltaY, var _) -> stage.scroll(deltaX, deltaY);
            case ControlMessage.ButtonPress(Integer x, Integer y, int code) -> {
                moveTo(x, y);
                button(code, true);
                button(code, false);
            }
            case ControlMessage.ButtonDown(Integer x, Integer y, int code) -> {
                moveTo(x, y);
                button(code, true);
            }
            case ControlMessage.ButtonUp(Integer x, Integer y, int code) -> {
                moveTo(x, y);
                button(code, false);
            }
            case ControlMessage.KeyPress(Integer x, Integer y, int keysym) -> {
                moveTo(x, y);
                key(keysym, true);
                key(keysym, false);
            }
            case ControlMessage.KeyDown(Integer x, Integer y, int keysym) -> {
                moveTo(x, y);
                key(keysym, true);
            }
            case ControlMessage.KeyUp(Integer x, Integer y, int keysym) -> {
                moveTo(x, y);
                key(keysym, false);
            }
            case ControlMessage.TouchBegin(int id, int x, int y, var _) ->
                stage.touch(InputPacket.Phase.BEGIN, id, x, y);
            case ControlMessage.TouchUpdate(int id, int x, int y, var _) ->
                stage.touch(InputPacket.Phase.UPDATE, id, x, y);
            case ControlMessage.TouchEnd(int id, int x, int y, var _) -> stage.touch(InputPacket.Phase.END, id, x, y);
            case ControlMessage.Cut _ -> chord('x');
            case ControlMessage.Copy _ -> chord('c');
            case ControlMessage.SelectAll _ -> chord('a');
            case ControlMessage.Paste(String text) -> {
                if (!text.isEmpty()) {
                    stage.clipboard(text);
                }
                chord('v');
            }
            case ControlMessage.Host _, ControlMessage.Request _, ControlMessage.Release _ -> {}
        }
    }

    private void chord(char letter) {
        key(CONTROL, true);
        key(letter, true);
        key(letter, false);
        key(CONTROL, false);
    }

    private void moveTo(@Nullable Integer x, @Nullable Integer y) {
        if (x != null && y != null) {
            move(x, y);
        }
    }

    private void move(int x, int y) {
        stage.move(Math.clamp(x, 0, stage.width() - 1), Math.clamp(y, 0, stage.height() - 1));
    }

    private void key(int keysym, boolean down) {
        stage.key(keysym, down);
        hold(keys, keysym, down);
    }

    private void button(int code, boolean down) {
        if (code >= 1 && code <= 3) {
            stage.button(code, down);
            hold(buttons, code, down);
        }
    }

    private static void hold(Set<Integer> held, int what, boolean down) {
        if (down) {
            held.add(what);
        } else {
            held.remove(what);
        }
    }

    synchronized void letGo() {
        Set.copyOf(keys).forEach(key -> key(key, false));
        Set.copyOf(buttons).forEach(code -> button(code, false));
    }
}
