package io.nekoagents.desktop.room;

import io.nekoagents.neko.message.MessageCodec;
import io.nekoagents.neko.message.NekoMessage;
import io.nekoagents.neko.message.SystemMessage;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One session's WebSocket. Public because Jetty calls it by its own means. */
public final class RoomSocket implements Session.Listener.AutoDemanding, Member.Connection {

    private static final Logger LOG = LoggerFactory.getLogger(RoomSocket.class);
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);

    private final Room room;
    private final Optional<Member> member;
    private final ScheduledExecutorService heartbeats;
    private volatile @Nullable Session session;
    private @Nullable ScheduledFuture<?> heartbeat;

    /** @param member empty for a token that is not known; the client is told so and sent away */
    RoomSocket(Room room, Optional<Member> member, ScheduledExecutorService heartbeats) {
        this.room = room;
        this.member = member;
        this.heartbeats = heartbeats;
    }

    @Override
    public void onWebSocketOpen(Session opened) {
        session = opened;
        if (member.isEmpty()) {
            close("session not found");
            return;
        }
        room.connect(member.get(), this);
        heartbeat = heartbeats.scheduleAtFixedRate(
                () -> send(new SystemMessage.Heartbeat()),
                HEARTBEAT.toMillis(),
                HEARTBEAT.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    @Override
    public void onWebSocketText(String text) {
        member.ifPresent(who -> {
            try {
                room.hear(who, MessageCodec.read(text));
            } catch (RuntimeException e) { // one message must not end the room for everybody
                LOG.atWarn().addKeyValue("session", who.id()).setCause(e).log("A message could not be carried out");
            }
        });
    }

    @Override
    public void onWebSocketClose(int status, @Nullable String reason, Callback callback) {
        if (heartbeat != null) {
            heartbeat.cancel(false);
        }
        member.ifPresent(who -> room.disconnect(who, this));
        callback.succeed();
    }

    @Override
    public void onWebSocketError(Throwable cause) {
        LOG.atDebug().setCause(cause).log("A socket broke");
    }

    @Override
    public void send(NekoMessage message) {
        Session open = session;
        if (open != null && open.isOpen()) {
            open.sendText(MessageCodec.write(message), Callback.NOOP);
        }
    }

    @Override
    public void close(String reason) {
        send(new SystemMessage.Disconnect(reason));
        Session open = session;
        if (open != null) {
            open.close(StatusCode.NORMAL, reason, Callback.NOOP);
        }
    }
}
