package io.nekoagents.capture.recorder;

import io.nekoagents.neko.Frame;
import io.nekoagents.neko.Frames;
import io.nekoagents.neko.NekoException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sees by the room's video. A frame that nobody asks for is never converted. */
final class VideoEye implements Eye {

    private final Frames frames;
    private final int quality;
    private @Nullable Frame last;

    VideoEye(Frames frames, int quality) {
        this.frames = frames;
        this.quality = quality;
    }

    /** A video that shows nothing new shows what it did. */
    @Override
    public Optional<Shot> look(Duration patience) throws RoomAwayException, InterruptedException {
        Frame before = last;
        try {
            Frame frame = frames.awaitNewerThan(before == null ? 0 : before.sequence(), patience);
            if (before != null && StillScreen.same(before, frame)) {
                return Optional.empty();
            }
            last = frame;
            return Optional.of(
                    new Shot(Jpeg.encode(frame.toImage(), quality), frame.width(), frame.height(), frame.receivedAt()));
        } catch (NekoException.TimedOut _) {
            return Optional.empty();
        } catch (NekoException e) {
            throw new RoomAwayException("The room shows nothing: " + e.getMessage(), e);
        }
    }
}
