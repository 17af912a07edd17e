package io.nekoagents.tts.speech;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** A room that hears everything at once, or holds its breath until it is told to go on. */
final class FakeStage implements Stage {

    private final CountDownLatch breath;
    private volatile boolean hushed;
    private volatile boolean finished;
    private final AtomicLong heard = new AtomicLong();

    private FakeStage(int breath) {
        this.breath = new CountDownLatch(breath);
    }

    static FakeStage open() {
        return new FakeStage(0);
    }

    /** Hears the first sound, and takes no more. */
    static FakeStage stuck() {
        return new FakeStage(1);
    }

    boolean hushed() {
        return hushed;
    }

    void goOn() {
        breath.countDown();
    }

    @Override
    public void write(float[] sound, Runnable begins) throws InterruptedException {
        begins.run();
        heard.addAndGet(sound.length);
        breath.await();
    }

    @Override
    public void finish() {
        finished = true;
    }

    /** Whether all that was written was waited for. */
    boolean finished() {
        return finished;
    }

    @Override
    public long heard() {
        return heard.get();
    }

    @Override
    public void hush() {
        hushed = true;
    }

    @Override
    public void close() {
        // nothing to leave
    }
}
