package io.nekoagents.neko;

import io.nekoagents.neko.message.ControlMessage;
import java.time.Duration;

/** Control by asking, then, where we are an admin, by taking it; and by what {@code control/host} says. */
final class RoomControl implements Control {

    /** For whoever is in control to let go, before an admin takes it from them. */
    private static final Duration COURTESY = Duration.ofSeconds(1);

    private final Wire wire;
    private final Rest rest;
    private final RoomStatus status;
    private final Duration timeout;

    RoomControl(Wire wire, Rest rest, RoomStatus status, Duration timeout) {
        this.wire = wire;
        this.rest = rest;
        this.status = status;
        this.timeout = timeout;
    }

    @Override
    public void take() throws NekoException {
        if (held()) {
            return;
        }
        Duration courtesy = timeout.compareTo(COURTESY) < 0 ? timeout : COURTESY;
        if (given(courtesy)) {
            return;
        }
        rest.takeControl();
        if (!given(timeout.minus(courtesy))) {
            String who = status.now().hostId().map(host -> ", held by " + host).orElse("");
            throw new NekoException.NoControl("the room did not give us control within " + timeout + who);
        }
    }

    /** Asks, and again whenever whoever was in control lets go: the room keeps no line of those who asked. */
    private boolean given(Duration wait) {
        Deadline deadline = Deadline.after(wait);
        while (true) {
            wire.send(new ControlMessage.Request(null));
            status.await(state -> over(state) || state.hostId().isPresent(), deadline.left());
            status.await(state -> over(state) || state.hostId().isEmpty(), deadline.left());
            if (over(status.now()) || !deadline.left().isPositive()) {
                return held();
            }
        }
    }

    private static boolean over(RoomState state) {
        return state.hosting() || state.phase() == RoomState.Phase.CLOSED;
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
