package io.nekoagents.neko;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fetches a screenshot at every tick while the room is connected. */
final class Screenshots implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Screenshots.class);

    private final Rest rest;
    private final LatestFrame frames;
    private final RoomStatus status;
    private final RoomThread ticker;

    Screenshots(Rest rest, LatestFrame frames, RoomStatus status, String thread) {
        this.rest = rest;
        this.frames = frames;
        this.status = status;
        this.ticker = new RoomThread(thread);
    }

    void start(Duration interval) {
        var _ = ticker.every(interval, this::tick);
    }

    void fetch() throws NekoException {
        frames.offer(new JpegPicture(rest.screenshot()));
    }

    private void tick() {
        if (status.now().phase() != RoomState.Phase.CONNECTED) {
            return;
        }
        try {
            fetch();
            status.change(RoomState::well);
        } catch (NekoException e) {
            status.change(state -> state.troubled("no screenshot: " + e.getMessage()));
            LOG.atDebug().setCause(e).log("No screenshot");
        }
    }

    @Override
    public void close() {
        ticker.close();
    }
}
