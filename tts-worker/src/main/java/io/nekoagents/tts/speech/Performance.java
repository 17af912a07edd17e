package io.nekoagents.tts.speech;

import io.nekoagents.tts.audio.Resampler;
import io.nekoagents.tts.audio.Sound;
import io.nekoagents.tts.audio.Splicer;
import io.nekoagents.tts.text.Segment;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * Speaks one request: a few segments are synthesised at once, and what comes of them goes out in their order, each joined to
 * the one before. Used by one thread; an interrupt ends it.
 */
final class Performance {

    /** Segments that are synthesised before they are needed. */
    private static final int AHEAD = 3;

    private final Script script;
    private final Delivery delivery;
    private final Synthesizer synthesizer;
    private final Outlet outlet;
    private final Audience audience;
    private final Deque<Pending> pending = new ArrayDeque<>();
    private final Splicer splicer = new Splicer();

    private int segments;
    private int characters;
    private long samples;
    private boolean outletWorks = true;

    /** Who is told what is heard; on a thread that must not wait. */
    @FunctionalInterface
    interface Audience {
        void hears(Heard heard);
    }

    /**
     * A segment of which the first is heard.
     *
     * @param number within this performance, from 1
     * @param at in this performance's sound
     */
    record Heard(int number, Segment segment, Duration at, Duration length) {}

    /** What was spoken. */
    record Spoken(int segments, int characters, Duration length) {}

    private record Pending(Segment segment, Future<Sound> sound) {}

    Performance(Script script, Delivery delivery, Synthesizer synthesizer, Outlet outlet, Audience audience) {
        this.script = script;
        this.delivery = delivery;
        this.synthesizer = synthesizer;
        this.outlet = outlet;
        this.audience = audience;
    }

    /** @throws SpeechFailedException if it cannot go on; what was written is still heard */
    Spoken perform() throws SpeechFailedException, InterruptedException {
        try {
            while (prepare()) {
                utter(pending.remove());
            }
            finish();
        } catch (SpeechFailedException e) {
            if (outletWorks) {
                finish();
            }
            throw e;
        } finally {
            pending.forEach(each -> each.sound().cancel(true));
        }
        if (segments == 0) {
            throw new SpeechFailedException("nothing_to_say", "The text has nothing in it that can be spoken");
        }
        return spoken();
    }

    private void finish() throws SpeechFailedException, InterruptedException {
        write(splicer.finish().samples(), () -> {});
        outlet.finish();
    }

    /** So far. */
    Spoken spoken() {
        return new Spoken(segments, characters, length(samples));
    }

    /** Has something synthesised; waits for text if need be. False at the end. */
    private boolean prepare() throws SpeechFailedException, InterruptedException {
        if (pending.isEmpty()) {
            Optional<Segment> next = script.poll();
            if (next.isEmpty()) {
                // Nobody knows when more comes: what is held back for the joint is due.
                write(splicer.finish().samples(), () -> {});
                next = script.next();
            }
            next.ifPresent(this::begin);
        }
        while (!pending.isEmpty() && pending.size() < AHEAD) {
            Optional<Segment> next = script.poll();
            if (next.isEmpty()) {
                break;
            }
            begin(next.get());
        }
        return !pending.isEmpty();
    }

    private void begin(Segment segment) {
        pending.add(new Pending(segment, synthesizer.begin(segment, delivery)));
    }

    private void utter(Pending next) throws SpeechFailedException, InterruptedException {
        Splicer.Spliced joined = splicer.add(sound(next), next.segment().text());
        segments++;
        characters += next.segment().text().length();
        Heard heard = new Heard(segments, next.segment(), length(joined.at()), length(joined.length()));
        write(joined.sound().samples(), () -> audience.hears(heard));
    }

    private Sound sound(Pending next) throws SpeechFailedException, InterruptedException {
        try {
            return next.sound().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SpeechFailedException failure) {
                throw failure;
            }
            throw new IllegalStateException("A segment could not be synthesised", e.getCause());
        }
    }

    private void write(float[] sound, Runnable heard) throws SpeechFailedException, InterruptedException {
        if (sound.length > 0) {
            outletWorks = false;
            outlet.write(sound, heard);
            outletWorks = true;
            samples += sound.length;
        }
    }

    private static Duration length(long samples) {
        return Duration.ofNanos(samples * 1_000_000_000L / Resampler.ROOM_RATE);
    }
}
