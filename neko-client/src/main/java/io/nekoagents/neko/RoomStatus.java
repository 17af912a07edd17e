package io.nekoagents.neko;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** The room's state as it changes, for all who wait on it. */
final class RoomStatus {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private RoomState state = RoomState.NEW;
    private volatile boolean implicitHosting;

    RoomState now() {
        lock.lock();
        try {
            return state;
        } finally {
            lock.unlock();
        }
    }

    /** Once closed, the state changes no more. */
    void change(UnaryOperator<RoomState> change) {
        lock.lock();
        try {
            if (state.phase() != RoomState.Phase.CLOSED) {
                state = change.apply(state);
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether the state came to be so in time. */
    boolean await(Predicate<RoomState> expected, Duration timeout) throws NekoException {
        lock.lock();
        try {
            long nanos = timeout.toNanos();
            while (!expected.test(state)) {
                if (nanos <= 0) {
                    return false;
                }
                nanos = changed.awaitNanos(nanos);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NekoException.Unreachable("interrupted waiting for the room", e);
        } finally {
            lock.unlock();
        }
    }

    /** Whether acting takes control by itself. */
    boolean implicitHosting() {
        return implicitHosting;
    }

    void implicitHosting(boolean value) {
        implicitHosting = value;
    }
}
