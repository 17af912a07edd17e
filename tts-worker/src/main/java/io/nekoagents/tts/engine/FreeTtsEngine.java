package io.nekoagents.tts.engine;

import com.sun.speech.freetts.ProcessException;
import io.nekoagents.tts.audio.Sound;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * FreeTTS, with several voices that take turns. They speak in threads of their own: one that never comes back from a text is left
 * behind, and another is loaded in its place.
 */
final class FreeTtsEngine implements Engine {

    private final Duration timeout;
    private final BlockingQueue<FreeTtsVoice> idle = new LinkedBlockingQueue<>();
    private final ThreadFactory threads =
            Thread.ofPlatform().name("freetts-", 0).daemon().factory();

    private FreeTtsEngine(Duration timeout) {
        this.timeout = timeout;
    }

    static FreeTtsEngine open(int voices, Duration timeout) throws EngineException, InterruptedException {
        FreeTtsEngine engine = new FreeTtsEngine(timeout);
        // All the code is warm before somebody waits for it.
        for (int i = 0; i < voices; i++) {
            engine.idle.add(FreeTtsVoice.load());
            engine.speak(new Utterance("One, two, three."));
        }
        return engine;
    }

    @Override
    public String name() {
        return "freetts";
    }

    @Override
    public Sound speak(Utterance utterance) throws EngineException, InterruptedException {
        String text = FreeTtsText.of(utterance.text());
        FreeTtsVoice voice = idle.take();
        AtomicBoolean ours = new AtomicBoolean(true);
        FutureTask<Sound> sound = new FutureTask<>(() -> {
            try {
                return voice.speak(text);
            } finally {
                if (ours.getAndSet(false)) {
                    idle.add(voice);
                }
            }
        });
        // Interrupted rather than cancelled: what is cancelled may never have begun, and would keep the voice.
        Thread thread = threads.newThread(sound);
        thread.start();
        try {
            return sound.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw refused(e.getCause());
        } catch (TimeoutException _) {
            thread.interrupt();
            if (ours.getAndSet(false)) {
                idle.add(FreeTtsVoice.load());
            }
            throw new EngineException.Refused("unsupported_text", "The voice did not come back from this text");
        } catch (InterruptedException e) {
            thread.interrupt();
            throw e;
        }
    }

    /** Some texts make it stumble; none makes it sick. */
    private static EngineException refused(@Nullable Throwable cause) {
        return switch (cause) {
            case ProcessException e ->
                new EngineException.Refused("unsupported_text", "The voice stumbled: " + e.getMessage());
            case RuntimeException e -> new EngineException.Refused("unsupported_text", "The voice stumbled: " + e);
            case null, default -> new EngineException.Unavailable("The voice failed", cause);
        };
    }

    @Override
    public void close() {
        idle.clear();
    }
}
