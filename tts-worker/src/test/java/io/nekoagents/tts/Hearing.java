package io.nekoagents.tts;

import io.nekoagents.desktop.media.Microphone;
import java.util.concurrent.atomic.AtomicLong;

/** Whether a room hears anything. */
final class Hearing implements Microphone.Listener {

    /** Root of the mean square, above what a coder makes of silence. */
    private static final double AUDIBLE = 500;

    private final AtomicLong blocks = new AtomicLong();
    private final AtomicLong last = new AtomicLong();

    @Override
    public void heard(Microphone.Block block) {
        double sum = 0;
        for (short sample : block.samples()) {
            sum += (double) sample * sample;
        }
        if (Math.sqrt(sum / block.samples().length) > AUDIBLE) {
            blocks.incrementAndGet();
            last.set(block.nanos());
        }
    }

    /** Audible blocks of 10 ms so far. */
    long blocks() {
        return blocks.get();
    }

    /** When the last audible one was heard, by {@link System#nanoTime}. */
    long last() {
        return last.get();
    }
}
