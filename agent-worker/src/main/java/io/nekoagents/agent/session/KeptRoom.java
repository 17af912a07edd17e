package io.nekoagents.agent.session;

import io.nekoagents.agent.room.RoomDoor;
import io.nekoagents.agent.room.RoomException;
import io.nekoagents.agent.room.RoomPool;
import io.nekoagents.schema.session.SessionState;
import io.nekoagents.schema.session.SessionStatus;
import io.nekoagents.schema.task.Failure;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A room of the pool while it is kept for a session: from its preparation to the moment it is let go of. */
final class KeptRoom implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KeptRoom.class);
    private static final Duration AGAIN = Duration.ofSeconds(2);
    private static final int TRIES = 3;

    private final RoomKeeper.Tools tools;
    private final SessionState session;
    private final String address;
    private final Thread preparing;

    private volatile boolean prepared;
    private volatile @Nullable Failure failure;
    private RoomDoor.@Nullable OpenRoom own;
    private boolean closed;

    /** @param session as it was when the room became its */
    KeptRoom(RoomKeeper.Tools tools, SessionState session, String address) {
        this.tools = tools;
        this.session = session;
        this.address = address;
        this.preparing = Thread.ofVirtual().name("prepare-" + address).unstarted(this::prepare);
    }

    /** Keeps it at once, and prepares it as soon as whoever is in it has left. */
    void begin() {
        tools.pool().keep(address, session.getSessionId());
        preparing.start();
    }

    String sessionId() {
        return session.getSessionId();
    }

    boolean prepared() {
        return prepared;
    }

    @Nullable
    Failure failure() {
        return failure;
    }

    private void prepare() {
        try {
            if (enter()) {
                makeReady();
            }
        } catch (InterruptedException _) {
            LOG.atDebug().addKeyValue("room", address).log("The room is no longer to be prepared");
        } catch (RuntimeException e) { // the edge of this thread
            LOG.atError()
                    .addKeyValue("room", address)
                    .addKeyValue("session", sessionId())
                    .setCause(e)
                    .log("Preparing the room failed unexpectedly");
            if (!prepared) {
                fail("room_not_prepared", e.toString());
            }
        }
    }

    /** With credentials of the session's own it is seen through a connection of its own. */
    private boolean enter() {
        String credentials = session.getSpec().getCredentials();
        if (credentials == null) {
            return true;
        }
        Optional<RoomDoor.OpenRoom> opened = tools.door().open(address, Optional.of(credentials));
        if (opened.isEmpty()) {
            fail("unknown_credentials", "Worker " + tools.workerId() + " has no credentials \"" + credentials + "\"");
            return false;
        }
        return seeThrough(opened.get());
    }

    /** False if the room was let go of while the connection was opened: nobody else would close that. */
    private synchronized boolean seeThrough(RoomDoor.OpenRoom connection) {
        if (closed) {
            connection.close();
            return false;
        }
        own = connection;
        tools.pool().seenThrough(address, sessionId(), connection);
        return true;
    }

    private void makeReady() throws InterruptedException {
        for (int tries = 1; !prepared && failure == null; tries++) {
            try (RoomPool.Held held = tools.pool().holdFor(sessionId(), address).orElse(null)) {
                if (held == null) {
                    return;
                }
                if (session.getStatus() == SessionStatus.PREPARING && isOwner()) {
                    tools.preparation().prepare(held.room(), session.getSpec());
                }
                prepared = true;
                LOG.atInfo()
                        .addKeyValue("room", address)
                        .addKeyValue("session", sessionId())
                        .log("The room is kept for a session");
                tools.changed().run();
            } catch (RoomException e) {
                LOG.atWarn()
                        .addKeyValue("room", address)
                        .addKeyValue("session", sessionId())
                        .setCause(e)
                        .log("The room could not be prepared");
                if (tries == TRIES) {
                    fail("room_not_prepared", String.valueOf(e.getMessage()));
                }
            }
            if (!prepared && failure == null) {
                TimeUnit.NANOSECONDS.sleep(AGAIN.toNanos());
            }
        }
    }

    private boolean isOwner() {
        return session.getRoom() != null && session.getRoom().getWorkerId().equals(tools.workerId());
    }

    private void fail(String code, String message) {
        failure = new Failure(code, message, false);
        tools.changed().run();
    }

    /** The room is the pool's again; who is in it may stay until done. */
    @Override
    public synchronized void close() {
        closed = true;
        preparing.interrupt();
        tools.pool().letGo(address);
        RoomDoor.OpenRoom connection = own;
        if (connection != null) {
            Thread.ofVirtual().start(connection::close);
        }
    }
}
