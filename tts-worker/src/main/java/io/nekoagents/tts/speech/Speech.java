package io.nekoagents.tts.speech;

import io.nekoagents.schema.voice.SpeechCaptioned;
import io.nekoagents.schema.voice.SpeechFailed;
import io.nekoagents.schema.voice.SpeechFinished;
import io.nekoagents.schema.voice.SpeechQueued;
import io.nekoagents.schema.voice.SpeechStarted;
import io.nekoagents.schema.voice.SpeechStopped;
import io.nekoagents.tts.LogKeys;
import io.nekoagents.tts.audio.Resampler;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request that is spoken in a room, on a thread of its own once its turn has come. Its first end is its end. */
final class Speech {

    private static final Logger LOG = LoggerFactory.getLogger(Speech.class);

    private final Request request;
    private final Script script;
    private final Past past;
    private final Instant requestedAt;
    private final Tools tools;
    private final CompletableFuture<Void> settled = new CompletableFuture<>();
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.WAITING);
    private volatile @Nullable Stage stage;
    private volatile @Nullable Thread thread;

    private enum Phase {
        WAITING,
        SPEAKING,
        ENDED
    }

    /** What every speech needs. */
    record Tools(
            String workerId, Stages stages, Casting casting, Synthesizer synthesizer, Facts facts, Meters meters) {}

    Speech(Request request, Script script, Past past, Instant requestedAt, Tools tools) {
        this.request = request;
        this.script = script;
        this.past = past;
        this.requestedAt = requestedAt;
        this.tools = tools;
    }

    Request request() {
        return request;
    }

    Script script() {
        return script;
    }

    /** Done when the log has how it ended; failed if the log could not be told. */
    CompletableFuture<Void> settled() {
        return settled;
    }

    boolean ended() {
        return phase.get() == Phase.ENDED;
    }

    void queued() {
        if (!past.queued()) {
            tell(new SpeechQueued(request.id(), request.tenant(), request.key(), tools.workerId(), now()));
        }
    }

    /** Its turn has come. */
    void begin(Runnable afterwards) {
        Thread speaking = Thread.ofVirtual().name("speech-" + request.id()).unstarted(() -> {
            try {
                perform();
            } finally {
                afterwards.run();
            }
        });
        thread = speaking;
        if (phase.compareAndSet(Phase.WAITING, Phase.SPEAKING)) {
            speaking.start();
        } else {
            afterwards.run();
        }
    }

    private void perform() {
        try {
            Delivery delivery = tools.casting().of(request.tenant(), request.style());
            Performance.Spoken spoken;
            try (Stage entered = tools.stages().enter(request.tenant(), request.key())) {
                stage = entered;
                if (ended()) {
                    return;
                }
                spoken = new Performance(script, delivery, tools.synthesizer(), entered, this::heard).perform();
            }
            end(new SpeechFinished(
                    request.id(),
                    request.tenant(),
                    request.key(),
                    past.characters() + spoken.characters(),
                    past.segments() + spoken.segments(),
                    past.audioMillis() + spoken.length().toMillis(),
                    now()));
        } catch (SpeechFailedException e) {
            fail(e);
        } catch (InterruptedException _) {
            LOG.atDebug().addKeyValue(LogKeys.REQUEST, request.id()).log("Broken off");
        } catch (RuntimeException e) { // the edge of this thread
            LOG.atError().addKeyValue(LogKeys.REQUEST, request.id()).setCause(e).log("A request could not be spoken");
            fail(new SpeechFailedException("internal_error", "The worker failed; its log says why"));
        }
    }

    private void heard(Performance.Heard heard) {
        if (ended()) {
            return;
        }
        if (heard.number() == 1) {
            if (past.segments() == 0) {
                tools.meters().firstAudio(requestedAt);
            }
            tell(new SpeechStarted(request.id(), request.tenant(), request.key(), tools.workerId(), now()));
        }
        tell(new SpeechCaptioned(
                request.id(),
                request.tenant(),
                request.key(),
                past.segments() + heard.number(),
                heard.segment().text(),
                heard.segment().from(),
                heard.segment().to(),
                past.audioMillis() + heard.at().toMillis(),
                heard.length().toMillis(),
                now()));
    }

    /** Falls silent, at once. */
    void stop() {
        end(new SpeechStopped(request.id(), request.tenant(), request.key(), audioMillis(), now()));
    }

    void fail(SpeechFailedException why) {
        end(new SpeechFailed(
                request.id(), request.tenant(), request.key(), why.code(), why.reason(), audioMillis(), now()));
    }

    /** Another goes on with it, or will: nothing is said of it. */
    void abandon() {
        if (phase.getAndSet(Phase.ENDED) != Phase.ENDED) {
            hush();
            settled.cancel(false);
        }
    }

    private void end(SpecificRecord fact) {
        if (phase.getAndSet(Phase.ENDED) == Phase.ENDED) {
            return;
        }
        hush();
        tools.meters().ended(fact);
        var _ = tools.facts().tell(request.key(), fact).whenComplete((_, failure) -> {
            if (failure == null) {
                settled.complete(null);
            } else {
                settled.completeExceptionally(failure);
            }
        });
    }

    /** Whatever waits to be heard of it is not. Who has spoken to the end has nothing that waits. */
    private void hush() {
        Stage entered = stage;
        if (entered != null) {
            entered.hush();
        }
        Thread speaking = thread;
        if (speaking != null && !speaking.equals(Thread.currentThread())) {
            speaking.interrupt();
        }
    }

    private long audioMillis() {
        Stage entered = stage;
        return past.audioMillis() + (entered == null ? 0 : entered.heard() * 1_000 / Resampler.ROOM_RATE);
    }

    private void tell(SpecificRecord fact) {
        var _ = tools.facts().tell(request.key(), fact).exceptionally(failure -> {
            settled.completeExceptionally(failure);
            return null;
        });
    }

    private Instant now() {
        return tools.meters().now();
    }
}
