package io.nekoagents.tts.speech;

import io.micrometer.core.instrument.Timer;
import io.nekoagents.tts.audio.AudioException;
import io.nekoagents.tts.audio.Level;
import io.nekoagents.tts.audio.Resampler;
import io.nekoagents.tts.audio.Sound;
import io.nekoagents.tts.audio.Stretch;
import io.nekoagents.tts.engine.Engine;
import io.nekoagents.tts.engine.EngineException;
import io.nekoagents.tts.text.Segment;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Segments to sound, several at once: 48 kHz, all of one level, with the speed and pitch that were asked for. */
final class Synthesizer implements AutoCloseable {

    private static final int TRIES = 3;
    private static final Duration BEFORE_ANOTHER = Duration.ofMillis(500);

    private final Engine engine;
    private final Timer timer;
    private final ExecutorService threads;

    /** @param parallel segments at once */
    Synthesizer(Engine engine, int parallel, Timer timer) {
        this.engine = engine;
        this.timer = timer;
        this.threads = Executors.newFixedThreadPool(
                parallel,
                Thread.ofPlatform().name("tts-synthesis-", 0).daemon(true).factory());
    }

    /** Fails with a {@link SpeechFailedException}. To cancel it ends the work, not the wait alone. */
    Future<Sound> begin(Segment segment, Delivery delivery) {
        return threads.submit(() -> {
            long began = System.nanoTime();
            Sound sound = polish(speak(segment, delivery), delivery);
            timer.record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
            return sound;
        });
    }

    private static Sound polish(Sound spoken, Delivery delivery) throws SpeechFailedException {
        try {
            Sound stretched = Stretch.stretch(spoken, delivery.rate(), delivery.pitch());
            return Level.even(new Resampler(Resampler.ROOM_RATE).resample(stretched));
        } catch (AudioException e) {
            throw new SpeechFailedException(e.code(), String.valueOf(e.getMessage()));
        }
    }

    private Sound speak(Segment segment, Delivery delivery) throws SpeechFailedException, InterruptedException {
        for (int tries = 1; ; tries++) {
            try {
                return engine.speak(delivery.of(segment.text()));
            } catch (EngineException e) {
                if (e instanceof EngineException.Refused || tries == TRIES) {
                    throw new SpeechFailedException(e.code(), String.valueOf(e.getMessage()));
                }
                TimeUnit.NANOSECONDS.sleep(BEFORE_ANOTHER.toNanos());
            }
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
