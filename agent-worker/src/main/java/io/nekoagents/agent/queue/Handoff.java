package io.nekoagents.agent.queue;

import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Passes one thing at a time, when it is wanted, from one thread to another. */
final class Handoff<T> {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private @Nullable T given;
    private boolean wanted;
    private boolean ended;

    /** Asks for a thing and waits for it; empty once ended. */
    Optional<T> take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            wanted = true;
            changed.signalAll();
            while (given == null && !ended) {
                changed.await();
            }
            T taken = given;
            given = null;
            return Optional.ofNullable(taken);
        } finally {
            lock.unlock();
        }
    }

    /** Waits until a thing is wanted; false once ended. */
    boolean awaitWanted() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!wanted && !ended) {
                changed.await();
            }
            return !ended;
        } finally {
            lock.unlock();
        }
    }

    /** Gives what was wanted; false, and nothing is given, once ended. */
    boolean give(T thing) {
        lock.lock();
        try {
            if (!ended) {
                given = thing;
                wanted = false;
                changed.signalAll();
            }
            return !ended;
        } finally {
            lock.unlock();
        }
    }

    boolean ended() {
        lock.lock();
        try {
            return ended;
        } finally {
            lock.unlock();
        }
    }

    void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
