package io.nekoagents.desktop.media;

import dev.onvoid.webrtc.PeerConnectionFactory;
import dev.onvoid.webrtc.media.audio.HeadlessAudioDeviceModule;
import io.nekoagents.neko.message.SignalMessage;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The media of a room: one camera, one microphone, and a connection for each session that watches. Everything happens on one thread. */
public final class Studio implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Studio.class);

    private final PeerConnectionFactory factory = new PeerConnectionFactory(new HeadlessAudioDeviceModule());
    private final Camera camera;
    private final Microphone microphone;
    private final Map<String, Viewer> viewers = new HashMap<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("studio").daemon(true).factory());
    private final ExecutorService inputs = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("room-input").daemon(true).factory());

    public Studio(ScreenSource screen, int framesPerSecond, Microphone microphone) {
        this.camera = new Camera(screen, framesPerSecond);
        this.microphone = microphone;
    }

    /** Whether those who are in the room can speak. */
    public boolean hears() {
        return microphone.on();
    }

    /** What a session hears and says. */
    public record Line(Consumer<SignalMessage> signals, Consumer<InputPacket> input) {}

    /** Takes one message of a session's signalling; the answers come on its line. */
    public void signal(String session, SignalMessage message, Line line) {
        thread.execute(() -> {
            try {
                take(session, message, line);
            } catch (RuntimeException e) { // whatever the native library throws concerns this session only
                LOG.atWarn().addKeyValue("session", session).setCause(e).log("Signalling failed");
                drop(session);
                line.signals().accept(new SignalMessage.Close());
            }
        });
    }

    public void leave(String session) {
        thread.execute(() -> drop(session));
    }

    /**
     * How much of the delay with which a member is heard is the room's own: how long the sound has lain in its jitter
     * buffer, on average since the member's connection began. Empty for one who says nothing.
     */
    public CompletableFuture<Optional<Duration>> buffered(String session) {
        return CompletableFuture.supplyAsync(() -> Optional.ofNullable(viewers.get(session)), thread)
                .thenCompose(viewer ->
                        viewer.map(Viewer::buffered).orElse(CompletableFuture.completedFuture(Optional.empty())));
    }

    private void take(String session, SignalMessage message, Line line) {
        switch (message) {
            case SignalMessage.Request(var video, var _) -> provide(session, video, line);
            case SignalMessage.Restart(String sdp) when sdp == null -> restart(session, line);
            case SignalMessage.Answer(String sdp) -> viewer(session, viewer -> viewer.answer(sdp));
            case SignalMessage.Offer(String sdp) ->
                viewer(session, viewer -> line.signals().accept(new SignalMessage.Answer(viewer.offered(sdp))));
            case SignalMessage.Video(var video) when video.disabled() != null -> watch(session, video, line);
            case SignalMessage.Candidate candidate -> viewer(session, viewer -> viewer.candidate(candidate));
            case SignalMessage.Close _ -> drop(session);
            case SignalMessage.Restart _, SignalMessage.Provide _, SignalMessage.Video _, SignalMessage.Audio _ -> {}
        }
    }

    private void provide(String session, SignalMessage.VideoRequest video, Line line) {
        drop(session);
        Line safe =
                new Line(found -> away(thread, line.signals(), found), packet -> away(inputs, line.input(), packet));
        Viewer viewer = new Viewer(factory, camera, new MemberAudio(session, microphone), safe);
        viewers.put(session, viewer);
        boolean disabled = Boolean.TRUE.equals(video.disabled());
        viewer.watch(!disabled);
        line.signals()
                .accept(new SignalMessage.Provide(
                        viewer.offer(false), List.of(), video(disabled), new SignalMessage.AudioState(true)));
    }

    private static SignalMessage.VideoState video(boolean disabled) {
        return new SignalMessage.VideoState(disabled, "main", "main", false);
    }

    private void watch(String session, SignalMessage.VideoRequest wanted, Line line) {
        boolean disabled = Boolean.TRUE.equals(wanted.disabled());
        viewer(session, viewer -> {
            viewer.watch(!disabled);
            line.signals().accept(new SignalMessage.Video(new SignalMessage.VideoRequest(disabled, null, null)));
        });
    }

    /** Off the native library's own threads, which end the process when something is thrown on them. */
    private static <T> void away(ExecutorService to, Consumer<T> action, T what) {
        try {
            to.execute(() -> {
                try {
                    action.accept(what);
                } catch (RuntimeException e) { // one input that fails must not end the others
                    LOG.atWarn().setCause(e).log("What a viewer sent could not be carried out");
                }
            });
        } catch (RejectedExecutionException _) {
            LOG.atDebug().log("A viewer spoke after the room had closed");
        }
    }

    private void restart(String session, Line line) {
        viewer(session, viewer -> line.signals().accept(new SignalMessage.Restart(viewer.offer(true))));
    }

    private void viewer(String session, Consumer<Viewer> action) {
        Viewer viewer = viewers.get(session);
        if (viewer != null) {
            action.accept(viewer);
        }
    }

    private void drop(String session) {
        Viewer viewer = viewers.remove(session);
        if (viewer != null) {
            viewer.close();
        }
    }

    /** Closing twice does nothing. */
    @Override
    public void close() {
        if (thread.isShutdown()) {
            return;
        }
        thread.execute(() -> {
            viewers.values().forEach(Viewer::close);
            viewers.clear();
            camera.close();
        });
        thread.close();
        inputs.shutdownNow();
    }
}
