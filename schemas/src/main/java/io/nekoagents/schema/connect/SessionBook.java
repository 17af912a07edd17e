package io.nekoagents.schema.connect;

import io.nekoagents.schema.session.SessionState;
import io.nekoagents.schema.session.SessionStatus;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Where each session stands, as far as it has been read. Thread-safe. */
public final class SessionBook {

    /** A command can be read a moment before the session that it names. */
    private static final Duration HEARSAY = Duration.ofSeconds(5);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, SessionState> sessions = new HashMap<>();

    /** @param state null for a session that is forgotten */
    public void told(String sessionId, @Nullable SessionState state) {
        lock.lock();
        try {
            if (state == null) {
                sessions.remove(sessionId);
            } else {
                sessions.merge(
                        sessionId, state, (known, told) -> told.getVersion() < known.getVersion() ? known : told);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whether its room is no longer its own. */
    public boolean over(String sessionId) {
        lock.lock();
        try {
            SessionState state = sessions.get(sessionId);
            return state == null || state.getStatus() == SessionStatus.CLOSED;
        } finally {
            lock.unlock();
        }
    }

    /**
     * A tenant's session, once its room is ready or it has ended; as it is where neither comes in time. Empty if the tenant
     * has no such session, whoever else may have.
     */
    public Optional<SessionState> settled(String tenant, String sessionId, Duration patience)
            throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = patience.toNanos();
            long known = Math.min(left, HEARSAY.toNanos());
            while (!sessions.containsKey(sessionId) && known > 0) {
                known = changed.awaitNanos(known);
            }
            while (waits(tenant, sessions.get(sessionId)) && left > 0) {
                left = changed.awaitNanos(left);
            }
            return Optional.ofNullable(sessions.get(sessionId))
                    .filter(state -> state.getTenant().equals(tenant));
        } finally {
            lock.unlock();
        }
    }

    private static boolean waits(String tenant, @Nullable SessionState state) {
        return state != null
                && state.getTenant().equals(tenant)
                && switch (state.getStatus()) {
                    case REQUESTED, PREPARING, UNKNOWN -> true;
                    case OPEN, CLOSING, CLOSED -> false;
                };
    }
}
