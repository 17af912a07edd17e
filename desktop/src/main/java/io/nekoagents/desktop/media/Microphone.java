package io.nekoagents.desktop.media;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The room's microphone: what its members say, each on their own. Nobody in the room hears it; who listens here does. What
 * comes out has been through the jitter buffer of the media library, which plays at its own pace, so that it is late by
 * some tens of milliseconds and goes on with made-up sound for a moment when nothing more comes.
 */
public final class Microphone {

    private static final Logger LOG = LoggerFactory.getLogger(Microphone.class);

    private final boolean on;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    /** @param on false for a room whose members may not speak */
    public Microphone(boolean on) {
        this.on = on;
    }

    /** 10 ms of what one member says. */
    public static final class Block {

        private final String session;
        private final long nanos;
        private final int samplesPerSecond;
        private final short[] samples;

        Block(String session, long nanos, int samplesPerSecond, short[] samples) {
            this.session = session;
            this.nanos = nanos;
            this.samplesPerSecond = samplesPerSecond;
            this.samples = samples;
        }

        /** Of the member. */
        public String session() {
            return session;
        }

        /** When it was played, by {@link System#nanoTime}. */
        public long nanos() {
            return nanos;
        }

        public int samplesPerSecond() {
            return samplesPerSecond;
        }

        /** One channel; shared by all listeners. */
        public short[] samples() {
            return samples;
        }
    }

    /** Called on the thread that plays, for one member after another, 100 times a second each; must be quick. */
    @FunctionalInterface
    public interface Listener {
        void heard(Block block);
    }

    boolean on() {
        return on;
    }

    /** Closing what is returned ends it. */
    public AutoCloseable listen(Listener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    void hear(Block block) {
        for (Listener listener : listeners) {
            try {
                listener.heard(block);
            } catch (RuntimeException e) { // on the native library's thread it would end the process
                LOG.atWarn().setCause(e).log("A listener of the microphone fails");
            }
        }
    }
}
