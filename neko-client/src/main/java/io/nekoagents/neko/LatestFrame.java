package io.nekoagents.neko;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the newest picture only: a slow reader never makes frames pile up. A picture is converted when first asked for,
 * outside the lock that the decoder's thread takes.
 */
final class LatestFrame implements Frames {

    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition newer = lock.newCondition();
    private final ReentrantLock converting = new ReentrantLock();

    private @Nullable Waiting waiting;
    private @Nullable Frame converted;
    private long sequence;
    private boolean closed;

    private record Waiting(long sequence, Instant receivedAt, Picture picture) {}

    LatestFrame(InstantSource clock) {
        this.clock = clock;
    }

    void offer(Picture picture) {
        @Nullable Picture unseen = picture;
        lock.lock();
        try {
            if (!closed) {
                unseen = waiting == null ? null : waiting.picture();
                waiting = new Waiting(++sequence, clock.instant(), picture);
                newer.signalAll();
            }
        } finally {
            lock.unlock();
        }
        if (unseen != null) {
            unseen.discard();
        }
    }

    @Override
    public Optional<Frame> latest() {
        converting.lock();
        try {
            Waiting next = takeWaiting();
            if (next != null) {
                converted = convert(next);
            }
            return Optional.ofNullable(converted);
        } finally {
            converting.unlock();
        }
    }

    @Override
    public Frame awaitNewerThan(long seen, Duration timeout) throws NekoException, InterruptedException {
        awaitSequenceAbove(seen, timeout);
        return latest().orElseThrow(() -> new NekoException.Unreachable("the room is closed"));
    }

    private void awaitSequenceAbove(long seen, Duration timeout) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = timeout.toNanos();
            while (sequence <= seen) {
                if (closed) {
                    throw new NekoException.Unreachable("the room is closed");
                }
                if (nanos <= 0) {
                    throw new NekoException.TimedOut("no frame within " + timeout);
                }
                nanos = newer.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Waiting takeWaiting() {
        lock.lock();
        try {
            Waiting taken = waiting;
            waiting = null;
            return taken;
        } finally {
            lock.unlock();
        }
    }

    private static Frame convert(Waiting next) {
        try {
            Picture.Pixels pixels = next.picture().pixels();
            return new Frame(next.sequence(), next.receivedAt(), pixels.width(), pixels.height(), pixels.rgb());
        } finally {
            next.picture().discard();
        }
    }

    /** Wakes all who wait. The last converted frame stays readable. */
    void close() {
        lock.lock();
        try {
            closed = true;
            newer.signalAll();
        } finally {
            lock.unlock();
        }
        Waiting unseen = takeWaiting();
        if (unseen != null) {
            unseen.picture().discard();
        }
    }
}
