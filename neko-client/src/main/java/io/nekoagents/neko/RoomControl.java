package io.nekoagents.neko;

import io.nekoagents.neko.message.ControlMessage;
import java.time.Duration;

/** Control by asking, and by what {@code control/host} says. */
final class RoomControl implements Control {

    private final Wire wire;
    private final RoomStatus status;
    private final Duration timeout;

    RoomControl(Wire wire, RoomStatus status, Duration timeout) {
        this.wire = wire;
        this.status = status;
        this.timeout = timeout;
    }

    @Override
    public void take() throws NekoException {
        if (held()) {
            return;
        }
        wire.send(new ControlMessage.Request(null));
        if (!status.await(state -> state.hosting() || state.phase() == RoomState.Phase.CLOSED, timeout) || !held()) {
            String who = status.now().hostId().map(host -> ", held by " + host).orElse("");
            throw new NekoException.NoControl("the room did not give us control within " + timeout + who);
        }
    }

    @Override
    public void release() throws NekoException {
        if (held()) {
            wire.send(new ControlMessage.Release());
        }
    }

    @Override
    public boolean held() {
        RoomState state = status.now();
        return state.phase() == RoomState.Phase.CONNECTED && state.hosting();
    }
}
