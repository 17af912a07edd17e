package io.nekoagents.local.bench;

import io.nekoagents.desktop.QuietRoom;
import io.nekoagents.desktop.media.Microphone;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A room that notes when it begins and ceases to hear something. */
final class ListeningRoom implements AutoCloseable {

    /** Root of the mean square, of 32768: above what a coder makes of silence, -36 dB. */
    private static final double AUDIBLE = 500;

    private final QuietRoom room = new QuietRoom(true);
    private final AutoCloseable ear;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long firstHeard;
    private long lastHeard;
    private boolean heard;

    ListeningRoom() {
        this.ear = room.microphone().listen(this::hear);
    }

    URI address() {
        return room.baseUri();
    }

    private void hear(Microphone.Block block) {
        double sum = 0;
        for (short sample : block.samples()) {
            sum += (double) sample * sample;
        }
        if (Math.sqrt(sum / block.samples().length) > AUDIBLE) {
            lock.lock();
            try {
                firstHeard = heard ? firstHeard : block.nanos();
                lastHeard = block.nanos();
                heard = true;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** From now on nothing has been heard. */
    void forget() {
        lock.lock();
        try {
            heard = false;
        } finally {
            lock.unlock();
        }
    }

    /** When the first sound was heard since {@link #forget}, by {@link System#nanoTime}. */
    long awaitSound(Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = patience.toNanos();
            while (!heard) {
                if (left <= 0) {
                    throw new BenchFailedException("Nothing was heard in the room within " + patience);
                }
                left = changed.awaitNanos(left);
            }
            return firstHeard;
        } finally {
            lock.unlock();
        }
    }

    /** Returns with a sound that is heard from now on. */
    void awaitNextSound(Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long before = lastHeard;
            long left = patience.toNanos();
            while (lastHeard == before) {
                if (left <= 0) {
                    throw new BenchFailedException("The room fell silent by itself");
                }
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** When the last sound was heard before a silence of that length. */
    long awaitSilence(Duration length) throws InterruptedException {
        while (true) {
            long last = last();
            long silent = System.nanoTime() - last;
            if (silent >= length.toNanos()) {
                return last;
            }
            TimeUnit.NANOSECONDS.sleep(length.toNanos() - silent);
        }
    }

    private long last() {
        lock.lock();
        try {
            return lastHeard;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        try {
            ear.close();
        } catch (Exception e) { // it declares no less
            throw new BenchFailedException("The ear could not be taken out: " + e);
        }
        room.close();
    }
}
