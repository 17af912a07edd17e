package io.nekoagents.tts.speech;

import io.nekoagents.schema.rule.SpeechRules;
import io.nekoagents.tts.text.Segment;
import io.nekoagents.tts.text.Segmenter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The text of one request, as it comes: one thread adds to it, another takes segment after segment. What has been heard
 * before, of a request that another worker began, is left out.
 */
final class Script {

    private final Timing timing;
    private final Segmenter segmenter;
    private final int heard;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Segment> ready = new ArrayDeque<>();

    private int characters;
    private int pieces;
    private int lastSequence;
    private boolean complete;
    private @Nullable SpeechFailedException broken;

    /**
     * How long one waits for more text.
     *
     * @param flush after which what is there is spoken, whole sentence or not
     * @param patience after which the stream is given up
     */
    record Timing(Duration flush, Duration patience) {}

    /** @param heard characters that are not to be spoken again */
    Script(Timing timing, int heard) {
        this.timing = timing;
        this.heard = heard;
        this.segmenter = new Segmenter(heard);
    }

    /** All of it at once. */
    static Script whole(String text, int heard) {
        Script script = new Script(new Timing(Duration.ZERO, Duration.ZERO), heard);
        script.append(null, text);
        script.end();
        return script;
    }

    /** A piece that is repeated, or comes after the end, counts for nothing. */
    void append(@Nullable Integer sequence, String text) {
        lock.lock();
        try {
            if (complete || (sequence != null && sequence <= lastSequence)) {
                return;
            }
            if (sequence != null) {
                lastSequence = sequence;
            }
            pieces++;
            if (characters + text.length() > SpeechRules.MAX_STREAM_CHARACTERS
                    || pieces > SpeechRules.MAX_STREAM_PIECES) {
                fail(new SpeechFailedException(
                        "too_long",
                        "A stream has at most %d characters in %d pieces"
                                .formatted(SpeechRules.MAX_STREAM_CHARACTERS, SpeechRules.MAX_STREAM_PIECES)));
                return;
            }
            int known = Math.clamp((long) heard - characters, 0, text.length());
            characters += text.length();
            ready.addAll(segmenter.append(text.substring(known)));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** No more comes. */
    void end() {
        lock.lock();
        try {
            if (!complete) {
                complete = true;
                ready.addAll(segmenter.flush());
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** What is there is still given out; then this is thrown. */
    void fail(SpeechFailedException reason) {
        lock.lock();
        try {
            broken = broken == null ? reason : broken;
            complete = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The next segment if there is one already. */
    Optional<Segment> poll() {
        lock.lock();
        try {
            return Optional.ofNullable(ready.poll());
        } finally {
            lock.unlock();
        }
    }

    /**
     * The next segment, as soon as there is one.
     *
     * @return empty at the end
     * @throws SpeechFailedException if it was broken off, or nothing comes for too long
     */
    Optional<Segment> next() throws SpeechFailedException, InterruptedException {
        lock.lockInterruptibly();
        try {
            long began = System.nanoTime();
            while (ready.isEmpty() && !complete) {
                long waited = System.nanoTime() - began;
                if (waited >= timing.patience().toNanos()) {
                    throw new SpeechFailedException(
                            "stream_abandoned",
                            "No more text came for " + timing.patience().toSeconds() + " s");
                }
                if (waited >= timing.flush().toNanos()) {
                    ready.addAll(segmenter.flush());
                }
                if (ready.isEmpty()) {
                    Duration until = waited < timing.flush().toNanos() ? timing.flush() : timing.patience();
                    int before = characters;
                    if (changed.awaitNanos(until.toNanos() - waited) > 0 && characters != before) {
                        began = System.nanoTime();
                    }
                }
            }
            if (ready.isEmpty() && broken != null) {
                throw broken;
            }
            return Optional.ofNullable(ready.poll());
        } finally {
            lock.unlock();
        }
    }
}
