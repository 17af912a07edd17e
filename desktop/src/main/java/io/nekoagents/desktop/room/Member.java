package io.nekoagents.desktop.room;

import io.nekoagents.neko.message.NekoMessage;
import io.nekoagents.neko.message.SessionMessage;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A session: from its login to its logout, with or without a socket. Guarded by the room. */
final class Member {

    private final String id;
    private final String token;
    private final SessionMessage.Profile profile;
    private @Nullable Connection connection;
    private @Nullable Instant connectedSince;
    private boolean watching;

    /** The open socket of a session. */
    interface Connection {

        /** Must not block. */
        void send(NekoMessage message);

        void close(String reason);
    }

    Member(String id, String token, SessionMessage.Profile profile) {
        this.id = id;
        this.token = token;
        this.profile = profile;
    }

    String id() {
        return id;
    }

    String token() {
        return token;
    }

    SessionMessage.Profile profile() {
        return profile;
    }

    Optional<Connection> connection() {
        return Optional.ofNullable(connection);
    }

    void connected(Connection opened, Instant now) {
        connection = opened;
        connectedSince = now;
    }

    void disconnected() {
        connection = null;
        connectedSince = null;
        watching = false;
    }

    void watching(boolean watches) {
        watching = watches;
    }

    void tell(NekoMessage message) {
        if (connection != null) {
            connection.send(message);
        }
    }

    SessionMessage.State state() {
        return new SessionMessage.State(connection != null, connectedSince, null, watching, null, null);
    }

    SessionMessage.Created described() {
        return new SessionMessage.Created(id, profile, state());
    }
}
