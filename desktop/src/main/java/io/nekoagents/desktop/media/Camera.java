package io.nekoagents.desktop.media;

import dev.onvoid.webrtc.media.video.CustomVideoSource;
import dev.onvoid.webrtc.media.video.NativeI420Buffer;
import dev.onvoid.webrtc.media.video.VideoFrame;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Films the screen while anybody watches. An unchanged screen is sent for a moment more, so that the coder can sharpen it,
 * and then once a second.
 */
final class Camera implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Camera.class);
    private static final Duration SHARPENING = Duration.ofMillis(1_500);
    private static final Duration STILL = Duration.ofSeconds(1);

    private final ScreenSource screen;
    private final CustomVideoSource source = new CustomVideoSource();
    private final I420Converter converter;
    private final AtomicInteger viewers = new AtomicInteger();
    private final ScheduledExecutorService shutter = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("camera").daemon(true).factory());

    private byte[] current;
    private byte[] previous;
    private long changedAt = System.nanoTime();
    private long sentAt;

    Camera(ScreenSource screen, int framesPerSecond) {
        this.screen = screen;
        this.converter = new I420Converter(screen.width(), screen.height());
        this.current = new byte[screen.width() * screen.height() * 4];
        this.previous = new byte[current.length];
        long period = TimeUnit.SECONDS.toNanos(1) / framesPerSecond;
        var _ = shutter.scheduleAtFixedRate(this::film, period, period, TimeUnit.NANOSECONDS);
    }

    CustomVideoSource source() {
        return source;
    }

    void watched() {
        viewers.incrementAndGet();
        // Who has just come sees nothing until something is sent.
        shutter.execute(() -> changedAt = System.nanoTime());
    }

    void unwatched() {
        viewers.decrementAndGet();
    }

    private void film() {
        if (viewers.get() == 0) {
            return;
        }
        try {
            shoot();
        } catch (RuntimeException e) { // the edge of this thread: one bad frame must not end the film
            LOG.atWarn().setCause(e).log("A frame could not be taken");
        }
    }

    private void shoot() {
        screen.capture(current);
        long now = System.nanoTime();
        if (!Arrays.equals(current, previous)) {
            changedAt = now;
        }
        boolean fresh = now - changedAt < SHARPENING.toNanos();
        if (fresh || now - sentAt > STILL.toNanos()) {
            send(now);
        }
        byte[] swapped = previous;
        previous = current;
        current = swapped;
    }

    private void send(long now) {
        NativeI420Buffer buffer = NativeI420Buffer.allocate(screen.width(), screen.height());
        converter.convert(current, buffer);
        VideoFrame frame = new VideoFrame(buffer, now);
        try {
            source.pushFrame(frame);
        } finally {
            frame.release();
        }
        sentAt = now;
    }

    @Override
    public void close() {
        shutter.shutdownNow();
        try {
            if (!shutter.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.atWarn().log("The camera did not stop in time");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        source.dispose();
    }
}
