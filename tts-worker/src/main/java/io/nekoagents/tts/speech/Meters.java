package io.nekoagents.tts.speech;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.nekoagents.schema.voice.SpeechFailed;
import io.nekoagents.schema.voice.SpeechFinished;
import io.nekoagents.schema.voice.SpeechStopped;
import io.nekoagents.schema.voice.SpeechSynthesized;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.apache.avro.specific.SpecificRecord;

/** What is measured of speech, and the clock that it is measured by. */
final class Meters {

    private static final Duration[] LIMITS = {
        Duration.ofMillis(10),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30)
    };

    private final InstantSource clock;
    private final Timer firstAudio;
    private final Timer synthesis;
    private final Counter finished;
    private final Counter failed;
    private final Counter stopped;
    private final Counter written;

    Meters(MeterRegistry meters, InstantSource clock) {
        this.clock = clock;
        this.firstAudio = Timer.builder("neko.tts.first.audio")
                .description("From the request to its first audio leaving the worker, waiting for its turn included")
                .serviceLevelObjectives(LIMITS)
                .register(meters);
        this.synthesis = Timer.builder("neko.tts.synthesis")
                .description("One segment, from text to sound")
                .serviceLevelObjectives(LIMITS)
                .register(meters);
        this.finished = ending(meters, "finished");
        this.failed = ending(meters, "failed");
        this.stopped = ending(meters, "stopped");
        this.written = ending(meters, "written");
    }

    private static Counter ending(MeterRegistry meters, String ending) {
        return Counter.builder("neko.tts.speeches")
                .description("Requests to speak that ended, by how")
                .tag("ending", ending)
                .register(meters);
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    Timer synthesis() {
        return synthesis;
    }

    void firstAudio(Instant requestedAt) {
        Duration taken = Duration.between(requestedAt, clock.instant());
        firstAudio.record(taken.isNegative() ? Duration.ZERO : taken);
    }

    void ended(SpecificRecord fact) {
        switch (fact) {
            case SpeechFinished _ -> finished.increment();
            case SpeechFailed _ -> failed.increment();
            case SpeechStopped _ -> stopped.increment();
            case SpeechSynthesized _ -> written.increment();
            default ->
                throw new IllegalArgumentException(
                        "Not an end: " + fact.getSchema().getName());
        }
    }
}
