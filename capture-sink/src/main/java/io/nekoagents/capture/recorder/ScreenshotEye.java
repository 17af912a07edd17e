package io.nekoagents.capture.recorder;

import io.nekoagents.neko.NekoException;
import io.nekoagents.neko.NekoRoom;
import java.awt.Dimension;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;

/** Sees by screenshots over HTTP, which are kept as the room made them. One at a time: a slow room is asked less often. */
final class ScreenshotEye implements Eye {

    private final NekoRoom room;
    private final int quality;
    private final InstantSource clock;

    /** A room that makes the same pictures of the same pixels makes the same bytes of them. */
    private byte[] last = {};

    ScreenshotEye(NekoRoom room, int quality, InstantSource clock) {
        this.room = room;
        this.quality = quality;
        this.clock = clock;
    }

    @Override
    public Optional<Shot> look(Duration patience) throws RoomAwayException {
        byte[] jpeg = fetch();
        if (Arrays.equals(jpeg, last)) {
            return Optional.empty();
        }
        Dimension size =
                Jpeg.size(jpeg).orElseThrow(() -> new RoomAwayException("The room's screenshot is no JPEG", null));
        last = jpeg;
        return Optional.of(new Shot(jpeg, size.width, size.height, clock.instant()));
    }

    private byte[] fetch() throws RoomAwayException {
        try {
            return room.screenshot(quality);
        } catch (NekoException e) {
            throw new RoomAwayException("The room gives no screenshot: " + e.getMessage(), e);
        }
    }
}
