package io.nekoagents.desktop;

import io.nekoagents.neko.Microphone;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Says a frame each 10 ms on a thread of its own: silence, or a tone for as long as it is asked to. */
final class Speaker implements AutoCloseable {

    private static final double AMPLITUDE = 8_000;
    /** Root of the mean square of the tone. */
    static final double LEVEL = AMPLITUDE / Math.sqrt(2);

    private static final long FRAME_NANOS = Microphone.FRAME.toNanos();

    private final Microphone microphone;
    private final Thread thread;
    private final AtomicLong toneFrames = new AtomicLong();
    private final AtomicLong toneStartedAt = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private volatile double hertz = 440;
    private volatile boolean closed;

    Speaker(Microphone microphone) {
        this.microphone = microphone;
        this.thread = Thread.ofPlatform().daemon().name("speaker").start(this::speak);
    }

    /** Begins with the next frame. */
    void tone(double frequency, int frames) {
        hertz = frequency;
        toneStartedAt.set(0);
        toneFrames.set(frames);
    }

    /** When the first frame of the last tone was sent; 0 before. */
    long toneStartedAt() {
        return toneStartedAt.get();
    }

    boolean silent() {
        return toneFrames.get() == 0;
    }

    long dropped() {
        return dropped.get();
    }

    private void speak() {
        short[] frame = new short[Microphone.FRAME_SAMPLES];
        long next = System.nanoTime();
        long sample = 0;
        while (!closed) {
            boolean tone = toneFrames.get() > 0;
            for (int at = 0; at < frame.length; at++) {
                double phase = 2 * Math.PI * hertz * sample++ / Microphone.SAMPLES_PER_SECOND;
                frame[at] = tone ? (short) Math.round(AMPLITUDE * Math.sin(phase)) : 0;
            }
            if (tone) {
                toneStartedAt.compareAndSet(0, System.nanoTime());
                toneFrames.decrementAndGet();
            }
            if (!microphone.send(frame)) {
                dropped.incrementAndGet();
            }
            next += FRAME_NANOS;
            LockSupport.parkNanos(next - System.nanoTime());
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
