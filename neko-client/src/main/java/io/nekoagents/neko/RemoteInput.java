package io.nekoagents.neko;

import io.nekoagents.neko.message.ControlMessage;
import io.nekoagents.neko.message.NekoMessage;
import io.nekoagents.neko.message.ScreenSize;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Acts over the data channel when that is open, else over the WebSocket. The channel hears only the host, so control is
 * taken first; that also keeps one gesture from arriving over both ways out of order.
 */
final class RemoteInput implements Input {

    private static final int FULL_PRESSURE = 255;

    private final Wire wire;
    private final RoomStatus status;
    private final Control control;
    private final ReentrantLock gesture = new ReentrantLock();

    RemoteInput(Wire wire, RoomStatus status, Control control) {
        this.wire = wire;
        this.status = status;
        this.control = control;
    }

    @Override
    public void move(int x, int y) {
        at(x, y, List.of(InputPacket.move(x, y)), new ControlMessage.Move(x, y));
    }

    @Override
    public void button(int x, int y, int button) {
        requireButton(button);
        at(
                x,
                y,
                List.of(InputPacket.move(x, y), InputPacket.buttonDown(button), InputPacket.buttonUp(button)),
                new ControlMessage.ButtonPress(x, y, button));
    }

    @Override
    public void buttonDown(int x, int y, int button) {
        requireButton(button);
        at(
                x,
                y,
                List.of(InputPacket.move(x, y), InputPacket.buttonDown(button)),
                new ControlMessage.ButtonDown(x, y, button));
    }

    @Override
    public void buttonUp(int x, int y, int button) {
        requireButton(button);
        at(
                x,
                y,
                List.of(InputPacket.move(x, y), InputPacket.buttonUp(button)),
                new ControlMessage.ButtonUp(x, y, button));
    }

    @Override
    public void scroll(int x, int y, int deltaX, int deltaY) {
        at(
                x,
                y,
                List.of(InputPacket.move(x, y), InputPacket.scroll(deltaX, deltaY)),
                new ControlMessage.Move(x, y),
                new ControlMessage.Scroll(deltaX, deltaY, false));
    }

    @Override
    public void key(int keysym) {
        act(
                List.of(InputPacket.keyDown(keysym), InputPacket.keyUp(keysym)),
                new ControlMessage.KeyPress(null, null, keysym));
    }

    @Override
    public void keyDown(int keysym) {
        act(List.of(InputPacket.keyDown(keysym)), new ControlMessage.KeyDown(null, null, keysym));
    }

    @Override
    public void keyUp(int keysym) {
        act(List.of(InputPacket.keyUp(keysym)), new ControlMessage.KeyUp(null, null, keysym));
    }

    @Override
    public void type(String text) {
        int[] keysyms = text.replace("\r\n", "\n").codePoints().map(Keysyms::of).toArray();
        gesture.lock();
        try {
            for (int keysym : keysyms) {
                key(keysym);
            }
        } finally {
            gesture.unlock();
        }
    }

    @Override
    public void touchBegin(int id, int x, int y) {
        at(
                x,
                y,
                List.of(InputPacket.touchBegin(id, x, y, FULL_PRESSURE)),
                new ControlMessage.TouchBegin(id, x, y, FULL_PRESSURE));
    }

    @Override
    public void touchUpdate(int id, int x, int y) {
        at(
                x,
                y,
                List.of(InputPacket.touchUpdate(id, x, y, FULL_PRESSURE)),
                new ControlMessage.TouchUpdate(id, x, y, FULL_PRESSURE));
    }

    @Override
    public void touchEnd(int id, int x, int y) {
        at(x, y, List.of(InputPacket.touchEnd(id, x, y, 0)), new ControlMessage.TouchEnd(id, x, y, 0));
    }

    private void at(int x, int y, List<byte[]> packets, NekoMessage... messages) {
        ScreenSize screen = requireScreen();
        if (!screen.contains(x, y)) {
            throw new NekoException.Refused(
                    "(%d,%d) is not on a screen of %dx%d".formatted(x, y, screen.width(), screen.height()));
        }
        act(packets, messages);
    }

    private void act(List<byte[]> packets, NekoMessage... messages) {
        gesture.lock();
        try {
            requireScreen();
            requireControl();
            if (!overChannel(packets)) {
                for (NekoMessage message : messages) {
                    wire.send(message);
                }
            }
        } finally {
            gesture.unlock();
        }
    }

    private boolean overChannel(List<byte[]> packets) {
        if (!wire.sendPacket(packets.getFirst())) {
            return false;
        }
        for (byte[] packet : packets.subList(1, packets.size())) {
            if (!wire.sendPacket(packet)) {
                throw new NekoException.Unreachable("the data channel closed in the middle of a gesture");
            }
        }
        return true;
    }

    private ScreenSize requireScreen() {
        RoomState state = status.now();
        if (state.phase() != RoomState.Phase.CONNECTED) {
            throw new NekoException.Unreachable(
                    "the room is not connected" + because(state.problem().orElse(null)));
        }
        if (!state.screen().isKnown()) {
            throw new NekoException.Refused("the size of the room's screen is unknown");
        }
        return state.screen();
    }

    private static String because(@Nullable String problem) {
        return problem == null ? "" : ": " + problem;
    }

    private void requireControl() {
        if (control.held()) {
            return;
        }
        if (!status.implicitHosting()) {
            throw new NekoException.NoControl("take control first: the room does not give it implicitly");
        }
        control.take();
    }

    private static void requireButton(int button) {
        if (button < 1 || button > 3) {
            throw new IllegalArgumentException("button must be 1, 2 or 3: " + button);
        }
    }
}
