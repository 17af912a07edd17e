package io.nekoagents.tts.room;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What one room hears next: written by who speaks, as fast as there is room, and taken at the pace of the clock. Sound that
 * ends, or is dropped, dies away within 5 ms instead of breaking off, which would be heard as a click.
 */
public final class Track {

    /** Samples of 10 ms at 48 kHz. */
    public static final int BLOCK = 480;

    public static final int RATE = 48_000;

    private static final int FADE = RATE / 200;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final short[] samples;
    private final Deque<Mark> marks = new ArrayDeque<>();

    private long epoch;
    private long written;
    private long taken;
    private int last;
    private int fading;

    /** Something to do when the sample after {@code at} has been taken. */
    private record Mark(long at, Runnable heard) {}

    /** @param capacity samples that may wait, one block at least */
    public Track(int capacity) {
        if (capacity < BLOCK) {
            throw new IllegalArgumentException("capacity must be at least " + BLOCK + ": " + capacity);
        }
        this.samples = new short[capacity];
    }

    /** What became of sound that was to be heard. */
    public enum Written {
        DONE,
        /** The track was dropped meanwhile. */
        DROPPED,
        /** Nothing was taken for too long. */
        STALLED
    }

    /** Changes with each {@link #drop}: who writes says when he began. */
    public long epoch() {
        lock.lock();
        try {
            return epoch;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Puts sound behind what is there; waits while the track is full.
     *
     * @param begun the {@link #epoch} in which who writes began: after a drop nothing more of it is heard
     * @param patience longest wait in which nothing is taken
     * @param heard done when the first of it is taken, on the thread that takes it: must not block
     */
    public Written write(short[] sound, long begun, Duration patience, Runnable heard) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (sound.length > 0 && begun == epoch) {
                marks.add(new Mark(written, heard));
            }
            int done = 0;
            while (done < sound.length && begun == epoch) {
                int room = (int) (samples.length - (written - taken));
                if (room == 0) {
                    if (!awaitTaking(patience)) {
                        return Written.STALLED;
                    }
                    continue;
                }
                int at = (int) (written % samples.length);
                int length = Math.min(Math.min(room, sound.length - done), samples.length - at);
                System.arraycopy(sound, done, samples, at, length);
                written += length;
                done += length;
            }
            return begun == epoch ? Written.DONE : Written.DROPPED;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until all that was written is taken. */
    public Written drain(long begun, Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (taken < written && begun == epoch) {
                if (!awaitTaking(patience)) {
                    return Written.STALLED;
                }
            }
            return begun == epoch ? Written.DONE : Written.DROPPED;
        } finally {
            lock.unlock();
        }
    }

    /** Whether something changed in time. */
    private boolean awaitTaking(Duration patience) throws InterruptedException {
        long before = taken;
        long began = epoch;
        long left = patience.toNanos();
        while (taken == before && epoch == began && left > 0) {
            left = changed.awaitNanos(left);
        }
        return taken != before || epoch != began;
    }

    /** Samples taken so far, since ever; what was dropped does not count. */
    public long taken() {
        lock.lock();
        try {
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Falls silent: what waits is forgotten, and what comes from who began before counts for nothing. */
    public void drop() {
        lock.lock();
        try {
            epoch++;
            written = taken;
            marks.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes the next 10 ms.
     *
     * @param block of {@link #BLOCK} samples, filled with sound, and silence where there is none
     */
    void take(short[] block) {
        lock.lock();
        try {
            int length = (int) Math.min(BLOCK, written - taken);
            for (int i = 0; i < length; i++) {
                block[i] = samples[(int) ((taken + i) % samples.length)];
            }
            taken += length;
            if (length > 0) {
                last = block[length - 1];
                fading = FADE;
                changed.signalAll();
            }
            for (int i = length; i < BLOCK; i++) {
                fading = Math.max(0, fading - 1);
                block[i] = (short) (last * fading / FADE);
            }
            while (!marks.isEmpty() && marks.element().at() < taken) {
                marks.remove().heard().run();
            }
        } finally {
            lock.unlock();
        }
    }
}
