package io.nekoagents.neko;

import io.nekoagents.neko.message.ChatMessage;
import io.nekoagents.neko.message.ControlMessage;
import io.nekoagents.neko.message.DesktopMessage;
import io.nekoagents.neko.message.NekoMessage;
import io.nekoagents.neko.message.SendMessage;
import io.nekoagents.neko.message.SessionMessage;
import io.nekoagents.neko.message.SignalMessage;
import io.nekoagents.neko.message.SystemMessage;
import io.nekoagents.neko.message.Unknown;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One life of the connection, from its WebSocket's opening to its end. Messages are handled on the owner thread. */
final class Link {

    private static final Logger LOG = LoggerFactory.getLogger(Link.class);
    private static final Duration CHANNEL_PATIENCE = Duration.ofSeconds(2);
    private static final Duration FREEING = Duration.ofSeconds(10);
    private static final int USUAL_HEARTBEAT_SECONDS = 10;
    private static final Duration LEAST_SILENCE = Duration.ofSeconds(30);

    private final RoomStatus status;
    private final RoomNames names;
    private final RoomChat chat;
    private final RoomThread owner;
    private final CompletableFuture<SystemMessage.Init> init = new CompletableFuture<>();
    private final CompletableFuture<String> ended = new CompletableFuture<>();
    private final CompletableFuture<RoomSocket> socket = new CompletableFuture<>();
    private final boolean watches;
    private final boolean speaks;
    private final @Nullable Media media;
    private @Nullable ScheduledFuture<?> heartbeat;

    /** Who is told of what comes. */
    record Listeners(
            RoomStatus status, RoomNames names, RoomChat chat, LatestFrame frames, RoomMicrophone microphone) {}

    Link(NekoSettings settings, Listeners listeners, RoomThread owner, Backoff backoff) {
        this.status = listeners.status();
        this.names = listeners.names();
        this.chat = listeners.chat();
        this.owner = owner;
        this.speaks = settings.microphone();
        this.watches = settings.video() == Video.WEBRTC;
        var ends = new Media.Ends(watches, listeners.frames(), listeners.microphone());
        this.media = watches || settings.microphone()
                ? new Media(settings.ice(), ends, owner, this::sendIfOpen, new MediaTrouble(), backoff)
                : null;
    }

    /** Opens it, up to the first frame if there is to be video. Closes what it opened if that fails. */
    void open(Rest rest, Deadline deadline) throws NekoException {
        try {
            socket.complete(RoomSocket.open(rest.client(), rest.socketUri(), deadline, this::received, this::end));
            SystemMessage.Init first = deadline.await(init, "system/init");
            startHeartbeat(first.settings().heartbeatInterval());
            awaitMedia(deadline);
        } catch (NekoException e) {
            close();
            throw e;
        }
    }

    private void awaitMedia(Deadline deadline) {
        Media wanted = media;
        if (wanted != null) {
            owner.execute(wanted::request);
            if (watches) {
                deadline.await(wanted.firstFrame(), "video frame");
                wanted.channel()
                        .copy()
                        .completeOnTimeout(
                                false, deadline.leftAtMost(CHANNEL_PATIENCE).toNanos(), TimeUnit.NANOSECONDS)
                        .join();
            }
            if (speaks) {
                awaitMicrophone(wanted, deadline);
            }
        }
    }

    /** That the room refuses it is no reason not to be there; the microphone tells. */
    private static void awaitMicrophone(Media media, Deadline deadline) {
        try {
            deadline.await(media.heard(), "microphone");
        } catch (NekoException.NoMicrophone refused) {
            LOG.atWarn().addKeyValue(LogKeys.PROBLEM, refused.getMessage()).log("The room does not hear us");
        }
    }

    private void startHeartbeat(int interval) {
        int seconds = interval > 0 ? interval : USUAL_HEARTBEAT_SECONDS;
        Duration longest = Duration.ofSeconds(3L * seconds);
        Duration patience = longest.compareTo(LEAST_SILENCE) < 0 ? LEAST_SILENCE : longest;
        heartbeat = owner.every(Duration.ofSeconds(seconds), () -> beat(patience));
    }

    private void beat(Duration patience) {
        RoomSocket open = socket.join();
        if (open.silence().compareTo(patience) > 0) {
            end("the room has been silent for " + patience);
        } else {
            sendIfOpen(new SystemMessage.ClientHeartbeat());
            open.ping();
        }
    }

    /**
     * Blocks until the connection has ended.
     *
     * @return why
     */
    String awaitEnd() throws InterruptedException {
        try {
            return ended.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("never completed exceptionally", e);
        }
    }

    void send(NekoMessage message) throws NekoException {
        if (!socket.isDone() || ended.isDone()) {
            throw new NekoException.Unreachable("the connection is down");
        }
        socket.join().send(message);
    }

    /** For messages that are worth nothing to the next connection. */
    private void sendIfOpen(NekoMessage message) {
        try {
            send(message);
        } catch (NekoException e) {
            end("the WebSocket is closed");
        }
    }

    boolean sendPacket(byte[] packet) {
        Media open = media;
        return open != null && open.send(packet);
    }

    private void received(NekoMessage message) {
        owner.execute(() -> handle(message));
    }

    private void handle(NekoMessage message) {
        if (ended.isDone()) {
            return;
        }
        switch (message) {
            case SystemMessage system -> onSystem(system);
            case SignalMessage signal -> {
                if (media != null) {
                    media.on(signal);
                }
            }
            case ControlMessage.Host host -> status.change(state -> state.hostedBy(host.host()));
            case DesktopMessage.ScreenUpdated screen -> status.change(state -> state.showing(screen.size()));
            case ChatMessage.Said said -> chat.heard(said);
            case ChatMessage other -> {}
            case ControlMessage other -> {}
            case DesktopMessage other -> {}
            case SessionMessage session -> onSession(session);
            case SendMessage other -> {}
            case Unknown other -> {}
        }
    }

    private void onSession(SessionMessage message) {
        switch (message) {
            case SessionMessage.Created(String id, var profile, var _) -> names.learn(id, profile.name());
            case SessionMessage.ProfileChanged(String id, var profile) -> {
                names.learn(id, profile.name());
                if (id.equals(status.now().sessionId())) {
                    permit(profile);
                }
            }
            case SessionMessage.Deleted other -> {}
            case SessionMessage.StateChanged other -> {}
            case SessionMessage.Cursors other -> {}
        }
    }

    private void permit(SessionMessage.Profile ours) {
        if (media != null) {
            media.permit(ours.canShareMedia());
        }
    }

    private void onSystem(SystemMessage message) {
        switch (message) {
            case SystemMessage.Init first -> {
                first.sessions()
                        .forEach((id, session) ->
                                names.learn(id, session.profile().name()));
                status.implicitHosting(first.settings().implicitHosting());
                status.change(state ->
                        state.known(first.sessionId(), first.controlHost().host(), first.screenSize()));
                SessionMessage.@Nullable Created ours = first.sessions().get(first.sessionId());
                if (ours != null) {
                    permit(ours.profile());
                }
                init.complete(first);
            }
            case SystemMessage.SettingsChanged changed ->
                status.implicitHosting(changed.settings().implicitHosting());
            case SystemMessage.Disconnect reason -> {
                init.completeExceptionally(new NekoException.Protocol("the room sends us away: " + reason.message()));
                end("the room sends us away: " + reason.message());
            }
            case SystemMessage.Admin other -> {}
            case SystemMessage.Heartbeat other -> {}
            case SystemMessage.ClientHeartbeat other -> {}
        }
    }

    private void end(String reason) {
        if (ended.complete(reason)) {
            init.completeExceptionally(new NekoException.Unreachable(reason));
            if (media != null) {
                media.firstFrame().completeExceptionally(new NekoException.Unreachable(reason));
                media.heard().completeExceptionally(new NekoException.Unreachable(reason));
            }
        }
    }

    /** Blocks until the native side is freed. */
    void close() {
        end("closed");
        ScheduledFuture<?> beating = heartbeat;
        if (beating != null) {
            beating.cancel(false);
        }
        Media open = media;
        if (open != null) {
            CompletableFuture.runAsync(open::close, owner)
                    .completeOnTimeout(null, FREEING.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        }
        if (socket.isDone()) {
            socket.join().close();
        }
    }

    private final class MediaTrouble implements Media.Trouble {
        @Override
        public void problem(String text) {
            status.change(state -> state.troubled(text));
        }

        @Override
        public void solved() {
            status.change(RoomState::well);
        }
    }
}
