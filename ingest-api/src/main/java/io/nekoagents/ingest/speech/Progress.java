package io.nekoagents.ingest.speech;

import io.nekoagents.schema.rule.Violation;
import io.nekoagents.schema.voice.SpeechFailed;
import io.nekoagents.schema.voice.SpeechFinished;
import io.nekoagents.schema.voice.SpeechQueued;
import io.nekoagents.schema.voice.SpeechStarted;
import io.nekoagents.schema.voice.SpeechStopped;
import io.nekoagents.schema.voice.SpeechSynthesized;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far a request is spoken, by the worker's word. */
sealed interface Progress {

    /** No worker has said anything. */
    record Unheard() implements Progress {}

    /** A worker has it. */
    record Queued(String workerId, Instant at) implements Progress {}

    /**
     * It can be heard.
     *
     * @param queuedAt null if that was not told
     */
    record Speaking(String workerId, @Nullable Instant queuedAt, Instant at) implements Progress {}

    /**
     * Nothing more happens.
     *
     * @param before how far it was
     */
    record Ended(Progress before, Ending how, long audioMs, Instant at) implements Progress {}

    /** How it ended. */
    sealed interface Ending {

        record Finished(int characters, int segments) implements Ending {}

        /** Into a file, which is there. */
        record Made(SpeechFile file, int characters, int segments) implements Ending {}

        record Failed(String code, String message) implements Ending {}

        record Stopped() implements Ending {}
    }

    /** A command that nobody is to carry out. */
    static Progress refused(List<Violation> violations, Instant at) {
        String message = Violation.sentence(violations);
        return new Ended(new Unheard(), new Ending.Failed("invalid_command", message), 0, at);
    }

    default boolean ended() {
        return this instanceof Ended;
    }

    default Progress queued(SpeechQueued fact) {
        return this instanceof Unheard ? new Queued(fact.getWorkerId(), fact.getOccurredAt()) : this;
    }

    /** Who goes on where another worker stopped does not start again. */
    default Progress started(SpeechStarted fact) {
        return switch (this) {
            case Unheard _ -> new Speaking(fact.getWorkerId(), null, fact.getOccurredAt());
            case Queued queued -> new Speaking(fact.getWorkerId(), queued.at(), fact.getOccurredAt());
            case Speaking speaking -> new Speaking(fact.getWorkerId(), speaking.queuedAt(), speaking.at());
            case Ended ended -> ended;
        };
    }

    default Progress finished(SpeechFinished fact) {
        return ended(
                new Ending.Finished(fact.getCharacters(), fact.getSegments()), fact.getAudioMs(), fact.getOccurredAt());
    }

    default Progress made(SpeechSynthesized fact) {
        SpeechFile file = new SpeechFile(fact.getUri(), fact.getSha256(), fact.getBytes(), fact.getMediaType());
        Ended end = new Ended(
                queuedBy(fact),
                new Ending.Made(file, fact.getCharacters(), fact.getSegments()),
                fact.getAudioMs(),
                fact.getOccurredAt());
        return ended() ? this : end;
    }

    /** Who made it is who has it. */
    private Progress queuedBy(SpeechSynthesized fact) {
        return switch (this) {
            case Queued queued -> new Queued(fact.getWorkerId(), queued.at());
            case Unheard _, Speaking _, Ended _ -> this;
        };
    }

    default Progress failed(SpeechFailed fact) {
        return ended(new Ending.Failed(fact.getCode(), fact.getMessage()), fact.getAudioMs(), fact.getOccurredAt());
    }

    default Progress stopped(SpeechStopped fact) {
        return ended(new Ending.Stopped(), fact.getAudioMs(), fact.getOccurredAt());
    }

    /** The first end is the end. */
    private Progress ended(Ending how, long audioMs, Instant at) {
        return ended() ? this : new Ended(this, how, audioMs, at);
    }
}
