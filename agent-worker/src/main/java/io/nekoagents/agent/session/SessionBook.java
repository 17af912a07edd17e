package io.nekoagents.agent.session;

import io.nekoagents.schema.session.SessionState;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Where each session stands, as far as this worker has read. Thread-safe. */
public final class SessionBook {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, SessionState> sessions = new HashMap<>();

    /**
     * Takes note of a session; of one that is known, a state older than that says nothing new.
     *
     * @param state null for a session that is forgotten
     */
    public void told(String sessionId, @Nullable SessionState state) {
        lock.lock();
        try {
            if (state == null) {
                sessions.remove(sessionId);
            } else {
                sessions.merge(sessionId, state, SessionBook::newer);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The session, once its tasks may run or it has ended; as it is where neither comes in time, empty if not known. */
    public Optional<SessionState> settled(String sessionId, Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = patience.toNanos();
            while (nanos > 0 && !isSettled(sessions.get(sessionId))) {
                nanos = changed.awaitNanos(nanos);
            }
            return Optional.ofNullable(sessions.get(sessionId));
        } finally {
            lock.unlock();
        }
    }

    private static SessionState newer(SessionState known, SessionState told) {
        return told.getVersion() < known.getVersion() ? known : told;
    }

    private static boolean isSettled(@Nullable SessionState state) {
        return state != null
                && switch (state.getStatus()) {
                    case OPEN, CLOSING, CLOSED -> true;
                    case REQUESTED, PREPARING, UNKNOWN -> false;
                };
    }
}
